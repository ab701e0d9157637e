package com.storefront.orders.order;

/** No order has this id. */
public class OrderNotFound extends RuntimeException {

  public OrderNotFound(String guid) {
    super("No order has the id %s.".formatted(guid));
  }
}
