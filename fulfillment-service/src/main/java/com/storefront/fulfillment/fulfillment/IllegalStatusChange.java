package com.storefront.fulfillment.fulfillment;

import com.storefront.events.OrderStatusType;

/** The order can't reach that station from where it is. */
public class IllegalStatusChange extends RuntimeException {

  IllegalStatusChange(String id, OrderStatusType from, OrderStatusType to) {
    super("%s is %s and can't become %s".formatted(id, from, to));
  }
}
