package com.storefront.events;

/** The topics of the published events. The key of a record is the id of its aggregate. */
public final class Topics {

  /** {@link CustomerChangeEvent}, keyed by customer; compacted. */
  public static final String CUSTOMER_CHANGE = "accounts.customer.change";

  /** {@link FulfillmentRequestEvent}, keyed by order. */
  public static final String FULFILLMENT_REQUEST = "orders.order.fulfill";

  /** {@link OrderStatusChangeEvent}, keyed by order. */
  public static final String ORDER_STATUS_CHANGE = "fulfillment.order.change";

  /** {@link ShippingZoneChangeEvent}, keyed by country; compacted. */
  public static final String SHIPPING_ZONE_CHANGE = "fulfillment.zone.change";

  private Topics() {}
}
