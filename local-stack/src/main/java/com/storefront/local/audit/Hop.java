package com.storefront.local.audit;

/** From whom to whom something is told. */
public enum Hop {
  CUSTOMERS("accounts", "orders", "accounts.customer.change"),
  REQUESTS("orders", "fulfillment", "orders.order.fulfill"),
  REPORTS("fulfillment", "orders", "fulfillment.order.change");

  private final String source;
  private final String follower;
  private final String topic;

  Hop(String source, String follower, String topic) {
    this.source = source;
    this.follower = follower;
    this.topic = topic;
  }

  public String source() {
    return source;
  }

  /** The follower's name, and that of its consumer group. */
  public String follower() {
    return follower;
  }

  public String topic() {
    return topic;
  }

  @Override
  public String toString() {
    return source + "-" + follower;
  }
}
