package com.storefront.events;

import java.util.EnumSet;
import java.util.Set;

/**
 * The stations of an order's life, and which may follow which.
 *
 * <p>Up to {@link #APPROVED} the orders service decides; from there on the fulfillment service
 * does.
 */
public enum OrderStatusType {
  CREATED,
  APPROVED,
  REJECTED,
  CANCELLED,
  PROCESSING,
  ON_HOLD,
  SHIPPED,
  IN_TRANSIT,
  RECEIVED,
  RETURNED;

  /** The stations that may come next; empty at the end of the life. */
  public Set<OrderStatusType> successors() {
    return switch (this) {
      case CREATED -> EnumSet.of(APPROVED, REJECTED, CANCELLED);
      case APPROVED -> EnumSet.of(PROCESSING, CANCELLED);
      case PROCESSING -> EnumSet.of(SHIPPED, ON_HOLD, CANCELLED);
      case ON_HOLD -> EnumSet.of(PROCESSING, CANCELLED);
      case SHIPPED -> EnumSet.of(IN_TRANSIT);
      case IN_TRANSIT -> EnumSet.of(RECEIVED);
      case RECEIVED -> EnumSet.of(RETURNED);
      case REJECTED, CANCELLED, RETURNED -> EnumSet.noneOf(OrderStatusType.class);
    };
  }

  public boolean canBecome(OrderStatusType next) {
    return successors().contains(next);
  }
}
