package com.storefront.fulfillment.order;

/** The order has changed its status as often as it may. */
public class HistoryLimitExceeded extends RuntimeException {

  HistoryLimitExceeded(String id, int limit) {
    super(
        "The history of order %s has reached its limit of %d status changes.".formatted(id, limit));
  }
}
