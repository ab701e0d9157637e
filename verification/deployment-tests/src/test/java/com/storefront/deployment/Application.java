package com.storefront.deployment;

import java.util.List;
import java.util.stream.Stream;

/**
 * A service, as its application.yaml describes it.
 *
 * @param prefix of all its paths
 */
record Application(String name, int port, int managementPort, String prefix) {

  static List<Application> all(Checkout checkout) {
    return Stream.of("accounts", "orders", "fulfillment")
        .map(name -> of(checkout.yaml(name + "-service/src/main/resources/application.yaml")))
        .toList();
  }

  private static Application of(Node yaml) {
    return new Application(
        yaml.at("spring", "application", "name").text(),
        yaml.at("server", "port").number(),
        yaml.at("management", "server", "port").number(),
        yaml.at("server", "servlet", "context-path").text());
  }

  List<Integer> ports() {
    return List.of(port, managementPort);
  }

  boolean isNameOf(Manifest manifest) {
    return manifest.name().equals(name);
  }

  String sources() {
    return name + "-service/src/main/java";
  }
}
