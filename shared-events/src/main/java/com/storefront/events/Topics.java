package com.storefront.events;

/** Where each fact is told. Record keys are the id of the aggregate that the fact is about. */
public final class Topics {

  /** {@link CustomerChangeEvent}, keyed by customer; compacted. */
  public static final String CUSTOMER_CHANGE = "accounts.customer.change";

  /** {@link FulfillmentRequestEvent}, keyed by order. */
  public static final String FULFILLMENT_REQUEST = "orders.order.fulfill";

  /** {@link OrderStatusChangeEvent}, keyed by order. */
  public static final String ORDER_STATUS_CHANGE = "fulfillment.order.change";

  /** What a topic's unreadable and impossible records are kept under. */
  public static final String DEAD_LETTER_SUFFIX = "-dlt";

  private Topics() {}
}
