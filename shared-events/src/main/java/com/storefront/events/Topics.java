package com.storefront.events;

/** The topics of the published events. The key of a record is the id of its aggregate. */
public final class Topics {

  /** {@code CustomerChangeEvent}, keyed by customer; compacted. */
  public static final String CUSTOMER_CHANGE = "accounts.customer.change";

  /** The jobs of imports, keyed by job; published and consumed by accounts only. */
  public static final String IMPORT_JOB = "accounts.import.job";

  /** The results of these jobs, keyed by job; published and consumed by accounts only. */
  public static final String IMPORT_JOB_DONE = "accounts.import.job.done";

  /** {@link ImportCompletedEvent}, keyed by import. */
  public static final String IMPORT_COMPLETED = "accounts.import.completed";

  /** {@code FulfillmentRequestEvent}, keyed by order. */
  public static final String FULFILLMENT_REQUEST = "orders.order.fulfill";

  /** {@code OrderStatusChangeEvent}, keyed by order. */
  public static final String ORDER_STATUS_CHANGE = "fulfillment.order.change";

  /** {@link ShippingZoneChangeEvent}, keyed by country; compacted. */
  public static final String SHIPPING_ZONE_CHANGE = "fulfillment.zone.change";

  private Topics() {}
}
