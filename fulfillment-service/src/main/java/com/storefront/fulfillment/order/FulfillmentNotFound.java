package com.storefront.fulfillment.order;

/** No order with this id was ever requested for fulfillment. */
public class FulfillmentNotFound extends RuntimeException {

  public FulfillmentNotFound(String id) {
    super("There is no fulfillment of order %s.".formatted(id));
  }
}
