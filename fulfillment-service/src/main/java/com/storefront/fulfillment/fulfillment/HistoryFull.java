package com.storefront.fulfillment.fulfillment;

/** The order has changed its status as often as it may. */
public class HistoryFull extends RuntimeException {

  HistoryFull(String id, int limit) {
    super("order %s has changed its status %d times, which is the limit".formatted(id, limit));
  }
}
