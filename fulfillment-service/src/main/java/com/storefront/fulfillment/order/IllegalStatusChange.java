package com.storefront.fulfillment.order;

import com.storefront.events.order.OrderStatusType;
import org.springframework.util.StringUtils;

/** The order's status does not allow this change. */
public class IllegalStatusChange extends RuntimeException {

  private final String id;
  private final OrderStatusType from;

  IllegalStatusChange(String id, OrderStatusType from, OrderStatusType to) {
    super(
        "Order %s is %s and cannot become %s by this step. %s"
            .formatted(
                id,
                from,
                to,
                from.successors().isEmpty()
                    ? "This status is final."
                    : "Allowed next: %s."
                        .formatted(
                            StringUtils.collectionToDelimitedString(from.successors(), ", "))));
    this.id = id;
    this.from = from;
  }

  /** The id of the fulfillment. */
  public String id() {
    return id;
  }

  /** The current status. */
  public OrderStatusType from() {
    return from;
  }
}
