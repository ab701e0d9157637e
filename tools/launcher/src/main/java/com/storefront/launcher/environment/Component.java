package com.storefront.launcher.environment;

import java.util.List;
import java.util.Locale;

/** A program of the storefront, with its default port. */
public enum Component {
  MONGODB(27017),
  KAFKA(9092),
  /** Stands in for the carriers that book labels. */
  CARRIER(8097),
  ACCOUNTS(8085),
  ORDERS(8090),
  FULFILLMENT(8095),
  MAIL(3025),
  NOTIFICATIONS(8100),
  CONSOLE(8110),
  GATEWAY(8080);

  public static final List<Component> SERVICES = List.of(ACCOUNTS, ORDERS, FULFILLMENT);

  static final List<Component> APPLICATIONS =
      List.of(ACCOUNTS, ORDERS, FULFILLMENT, NOTIFICATIONS, CONSOLE, GATEWAY);

  private final int defaultPort;

  Component(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  int defaultPort() {
    return defaultPort;
  }

  /** Whether it owns aggregates and a database. */
  public boolean isService() {
    return SERVICES.contains(this);
  }

  /** Whether its health and metrics have a port of their own. */
  boolean hasManagement() {
    return isService() || this == NOTIFICATIONS || this == CONSOLE;
  }

  /** The largest heap of an application. */
  int heapMegabytes() {
    return switch (this) {
      case GATEWAY -> 96;
      case NOTIFICATIONS -> 192;
      case CONSOLE -> 128;
      default -> 256;
    };
  }

  /** The others run inside the launcher. */
  public boolean isProcess() {
    return this != KAFKA && this != CARRIER && this != MAIL;
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
