package com.storefront.fulfillment.fulfillment;

/** No order with this id was ever sent for fulfillment. */
public class FulfillmentNotFound extends RuntimeException {

  FulfillmentNotFound(String id) {
    super("there is no fulfillment of order " + id);
  }
}
