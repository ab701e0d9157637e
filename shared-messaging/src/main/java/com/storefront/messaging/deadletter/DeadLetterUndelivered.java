package com.storefront.messaging.deadletter;

/** A dead letter could not be stored, so its record may not be passed over. */
public class DeadLetterUndelivered extends RuntimeException {

  DeadLetterUndelivered(String topic, Throwable cause) {
    super("no acknowledgement from " + topic, cause);
  }
}
