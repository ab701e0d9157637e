package com.storefront.console.journey;

import com.storefront.events.Topics;

/** A topic of orders, with the service that publishes it and the one that consumes it. */
enum Link {
  REQUEST(Topics.FULFILLMENT_REQUEST, "orders", "fulfillment"),
  STATUS(Topics.ORDER_STATUS_CHANGE, "fulfillment", "orders");

  private final String topic;
  private final String from;
  private final String to;

  Link(String topic, String from, String to) {
    this.topic = topic;
    this.from = from;
    this.to = to;
  }

  String topic() {
    return topic;
  }

  String from() {
    return from;
  }

  /** Also the name of its consumer group. */
  String to() {
    return to;
  }
}
