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
    return Stream.of("accounts", "orders", "fulfillment", "notifications")
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

  /** The name of its instances that only read, if there are any. */
  String readerName() {
    return name + "-reader";
  }

  /** Whether an object belongs to its instances. */
  boolean isNameOf(Manifest manifest) {
    return manifest.name().equals(name) || manifest.name().equals(readerName());
  }

  String sources() {
    return name + "-service/src/main/java";
  }
}
