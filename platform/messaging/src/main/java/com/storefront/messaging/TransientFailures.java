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
 * The closed list of failures that end without intervention: no connection, no primary, a timeout,
 * a write concern not met in time, a collection replaced during a query, and whatever a server
 * labels as retryable.
 */
public final class TransientFailures {

  /** MongoDB's error code for a query whose collection was dropped or replaced. */
  public static final int QUERY_PLAN_KILLED = 175;

  private TransientFailures() {}

  /** Whether the failure or one of its causes is on the list. */
  public static boolean isTransient(@Nullable Throwable failure) {
    return listed(failure) != null;
  }

  /** Whether a transient failure is one of Kafka; the others are of the database. */
  public static boolean isOfKafka(Throwable transientFailure) {
    return listed(transientFailure) instanceof RetriableException;
  }

  private static @Nullable Throwable listed(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !isListed(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isListed(Throwable cause) {
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
