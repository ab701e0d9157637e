package com.storefront.deployment;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a service says of itself.
 *
 * @param prefix of all its paths
 */
record Application(String name, int port, int managementPort, String prefix) {

  static List<Application> all(Checkout checkout) {
    return Stream.of("accounts", "orders", "fulfillment")
        .map(service -> of(checkout, service))
        .toList();
  }

  private static Application of(Checkout checkout, String service) {
    Node yaml = checkout.yaml(service + "-service/src/main/resources/application.yaml");
    return new Application(
        yaml.at("spring", "application", "name").text(),
        yaml.at("server", "port").number(),
        yaml.at("management", "server", "port").number(),
        yaml.at("server", "servlet", "context-path").text());
  }

  String sources() {
    return name + "-service/src/main/java";
  }
}
