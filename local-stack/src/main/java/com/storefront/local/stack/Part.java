package com.storefront.local.stack;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One of the programs that make up the storefront, with its usual ports. */
enum Part {
  MONGODB("mongodb", 27017),
  KAFKA("kafka", 9092),
  ACCOUNTS("accounts", 8085),
  ORDERS("orders", 8090),
  FULFILLMENT("fulfillment", 8095),
  GATEWAY("gateway", 8080),
  PROMETHEUS("prometheus", 9090);

  /** In the order in which nobody misses anybody when they are stopped from the end. */
  static final List<Part> SERVICES = List.of(ACCOUNTS, ORDERS, FULFILLMENT);

  static final List<Part> APPLICATIONS = List.of(ACCOUNTS, ORDERS, FULFILLMENT, GATEWAY);

  private final String label;
  private final int usualPort;

  Part(String label, int usualPort) {
    this.label = label;
    this.usualPort = usualPort;
  }

  static Optional<Part> named(String label) {
    return Stream.of(values()).filter(part -> part.label.equals(label)).findFirst();
  }

  int usualPort() {
    return usualPort;
  }

  boolean isService() {
    return SERVICES.contains(this);
  }

  /**
   * Parts with a second port have it next to the first: a service's health and metrics, and Kafka's
   * controller.
   */
  boolean hasSecondPort() {
    return isService() || this == KAFKA;
  }

  @Override
  public String toString() {
    return label;
  }
}
