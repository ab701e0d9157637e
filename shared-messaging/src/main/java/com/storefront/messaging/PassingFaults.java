package com.storefront.messaging;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of faults that pass by themselves: no connection, no primary, a time-out, a write
 * concern not met in time, a collection replaced under a query, and what a server labels as
 * retryable.
 */
public final class PassingFaults {

  /** The server's code for a query whose collection was dropped or replaced. */
  public static final int QUERY_PLAN_KILLED = 175;

  private PassingFaults() {}

  /** Whether the failure, or what caused it, is on the list. */
  public static boolean isPassing(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isOnTheList(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOnTheList(Throwable cause) {
    return cause instanceof MongoSocketException
        || cause instanceof MongoTimeoutException
        || cause instanceof MongoNotPrimaryException
        || cause instanceof MongoNodeIsRecoveringException
        || cause instanceof MongoWriteConcernException
        || cause instanceof MongoBulkWriteException many && many.getWriteConcernError() != null
        || cause instanceof MongoServerUnavailableException
        || cause instanceof MongoConnectionPoolClearedException
        || cause instanceof RetriableException
        || cause instanceof MongoException mongo
            && (mongo.getCode() == QUERY_PLAN_KILLED
                || mongo.hasErrorLabel("RetryableWriteError")
                || mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL));
  }
}
