package com.storefront.messaging.consumer;

/** A record is not an event of the type that its topic carries. */
public class InvalidRecord extends Exception {

  InvalidRecord(String reason) {
    super(reason);
  }
}
