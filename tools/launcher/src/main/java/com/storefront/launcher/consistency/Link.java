package com.storefront.launcher.consistency;

import com.storefront.launcher.environment.Component;

/** A source and the service that keeps copies of its state. */
public enum Link {
  CUSTOMERS(Component.ACCOUNTS, Component.ORDERS, "accounts.customer.change"),
  REQUESTS(Component.ORDERS, Component.FULFILLMENT, "orders.order.fulfill"),
  REPORTS(Component.FULFILLMENT, Component.ORDERS, "fulfillment.order.change");

  private final Component source;
  private final Component consumer;
  private final String topic;

  Link(Component source, Component consumer, String topic) {
    this.source = source;
    this.consumer = consumer;
    this.topic = topic;
  }

  public Component source() {
    return source;
  }

  /** Its name is also the name of the consumer group. */
  public Component consumer() {
    return consumer;
  }

  public String topic() {
    return topic;
  }

  /** For example {@code accounts-orders}. */
  @Override
  public String toString() {
    return source + "-" + consumer;
  }
}
