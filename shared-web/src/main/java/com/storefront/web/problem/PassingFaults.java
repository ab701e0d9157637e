package com.storefront.web.problem;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The closed list of database faults that pass by themselves, so that trying again helps. */
final class PassingFaults {

  private static final List<Class<? extends MongoException>> TYPES =
      List.of(
          MongoTimeoutException.class,
          MongoSocketException.class,
          MongoNotPrimaryException.class,
          MongoNodeIsRecoveringException.class,
          MongoConnectionPoolClearedException.class,
          MongoServerUnavailableException.class,
          MongoWriteConcernException.class);

  private static final List<String> LABELS =
      List.of("RetryableWriteError", "TransientTransactionError", "SystemOverloadedError");

  private PassingFaults() {}

  static boolean isPassing(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof MongoException exception
          && (TYPES.stream().anyMatch(type -> type.isInstance(exception))
              || LABELS.stream().anyMatch(exception::hasErrorLabel))) {
        return true;
      }
    }
    return false;
  }
}
