package com.storefront.messaging.deadletter;

/** A dead letter was tried again and still can't be applied. */
public class DeadLetterRefused extends RuntimeException {

  /**
   * @param reason for people, without personal data
   */
  public DeadLetterRefused(String reason) {
    super(reason);
  }
}
