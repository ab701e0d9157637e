package com.storefront.messaging.aggregate;

/** The id is taken, possibly by an aggregate that was deleted. */
public class AggregateExists extends RuntimeException {

  public AggregateExists(String id) {
    super("The id %s exists already. Use another id.".formatted(id));
  }
}
