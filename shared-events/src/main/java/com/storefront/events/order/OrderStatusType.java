package com.storefront.events.order;

import java.util.EnumSet;
import java.util.Set;

/**
 * The statuses of an order, and which may follow which. The orders service decides until {@link
 * #APPROVED}, the fulfillment service after it.
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
  RETURNED,

  /** The carrier cannot find the parcel. It may still be found. */
  LOST,

  /** The parcel came back without having been received. */
  RETURNED_TO_SENDER;

  /** The statuses that may follow; empty for a final status. */
  public Set<OrderStatusType> successors() {
    return switch (this) {
      case CREATED -> EnumSet.of(APPROVED, REJECTED, CANCELLED);
      case APPROVED -> EnumSet.of(PROCESSING, CANCELLED);
      case PROCESSING -> EnumSet.of(SHIPPED, ON_HOLD, CANCELLED);
      case ON_HOLD -> EnumSet.of(PROCESSING, CANCELLED);
      case SHIPPED -> EnumSet.of(IN_TRANSIT, LOST, RETURNED_TO_SENDER);
      case IN_TRANSIT -> EnumSet.of(RECEIVED, LOST, RETURNED_TO_SENDER);
      case LOST -> EnumSet.of(RECEIVED, RETURNED_TO_SENDER);
      case RECEIVED -> EnumSet.of(RETURNED);
      case REJECTED, CANCELLED, RETURNED, RETURNED_TO_SENDER ->
          EnumSet.noneOf(OrderStatusType.class);
    };
  }

  public boolean canBecome(OrderStatusType next) {
    return successors().contains(next);
  }
}
