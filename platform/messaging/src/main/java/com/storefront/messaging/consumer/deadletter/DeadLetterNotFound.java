package com.storefront.messaging.consumer.deadletter;

/** No such dead letter, or a topic that this service does not consume. */
public class DeadLetterNotFound extends RuntimeException {

  /**
   * @param reason for an operator
   */
  public DeadLetterNotFound(String reason) {
    super(reason);
  }
}
