package com.storefront.orders.order;

/** There is no order with this guid. */
public class OrderNotFound extends RuntimeException {

  public OrderNotFound(String guid) {
    super("there is no order " + guid);
  }
}
