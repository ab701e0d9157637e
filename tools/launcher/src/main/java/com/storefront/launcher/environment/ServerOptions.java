package com.storefront.launcher.environment;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where MongoDB, Kafka and the services are. */
public final class ServerOptions {

  @Option(names = "--mongodb-uri", paramLabel = "URI")
  private @Nullable MongodbUri mongodbUri;

  @Option(names = "--kafka", paramLabel = "HOST:PORT")
  private @Nullable String kafka;

  @Option(names = "--port", paramLabel = "COMPONENT=NUMBER")
  private final Map<Component, Integer> chosenPorts = new EnumMap<>(Component.class);

  /** Whether the component runs elsewhere. */
  boolean isExternal(Component component) {
    return switch (component) {
      case MONGODB -> mongodbUri != null;
      case KAFKA -> kafka != null;
      case CARRIER, MAIL, ACCOUNTS, ORDERS, FULFILLMENT, NOTIFICATIONS, CONSOLE, GATEWAY -> false;
    };
  }

  /**
   * The chosen ports.
   *
   * @param others where no port is chosen
   */
  public ComponentPorts ports(ComponentPorts others) {
    var ports = new HashMap<>(others.chosen());
    ports.putAll(chosenPorts);
    return new ComponentPorts(ports);
  }

  /**
   * @param ports of the local servers
   */
  public MongodbUri mongodbUri(ComponentPorts ports) {
    return mongodbUri != null
        ? mongodbUri
        : new MongodbUri(
            "mongodb://127.0.0.1:%d/?replicaSet=rs0".formatted(ports.of(Component.MONGODB)));
  }

  /**
   * Host and port of the broker.
   *
   * @param ports of the local servers
   */
  public String kafka(ComponentPorts ports) {
    return kafka != null ? kafka : "127.0.0.1:" + ports.of(Component.KAFKA);
  }
}
