package com.storefront.messaging.consumer.deadletter;

/** The record of a dead letter still cannot be applied. */
public class ReplayRefused extends RuntimeException {

  /**
   * @param reason for an operator; without personal data
   */
  public ReplayRefused(String reason) {
    super(reason);
  }
}
