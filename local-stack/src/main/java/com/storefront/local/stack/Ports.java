package com.storefront.local.stack;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

/** Where each part listens on the loopback address. */
record Ports(Map<Part, Integer> chosen) {

  Ports {
    chosen = Map.copyOf(chosen);
  }

  static Ports usual() {
    return new Ports(Map.of());
  }

  Ports with(Part part, int port) {
    var ports = new EnumMap<Part, Integer>(Part.class);
    ports.putAll(chosen);
    ports.put(part, port);
    return new Ports(ports);
  }

  int of(Part part) {
    return chosen.getOrDefault(part, part.usualPort());
  }

  /** Health and metrics of a service. */
  int managementOf(Part service) {
    return of(service) + 1;
  }

  /** Where a part answers people, without a path. */
  URI uri(Part part) {
    return http(of(part));
  }

  /** Where a service answers about its health and metrics, without a path. */
  URI managementUri(Part service) {
    return http(managementOf(service));
  }

  private static URI http(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * @throws StackFailure if another program listens where the part wants to
   */
  void claim(Part part) {
    claim(part, of(part), part.toString());
    if (part.hasSecondPort()) {
      claim(part, of(part) + 1, part.isService() ? part + "'s management" : part + "'s controller");
    }
  }

  private static void claim(Part part, int port, String user) {
    if (!com.storefront.local.servers.Ports.isFree(port)) {
      throw new StackFailure(
          "Port %d, wanted for %s, is in use: stop what listens there, or choose another with --port %s=NUMBER."
              .formatted(port, user, part));
    }
  }
}
