package com.storefront.messaging.outbox;

/** There is, or was, an aggregate with this id already. */
public class AggregateExists extends RuntimeException {

  public AggregateExists(String id) {
    super(id + " exists already");
  }
}
