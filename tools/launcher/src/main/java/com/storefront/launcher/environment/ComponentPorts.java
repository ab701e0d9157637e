package com.storefront.launcher.environment;

import com.storefront.servers.Ports;
import com.storefront.servers.ServerFailure;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The ports of the components on the loopback address: chosen ones or their defaults. */
public record ComponentPorts(Map<Component, Integer> chosen) {

  private static final int HIGHEST = 65_534; // some components use the next port too

  /**
   * @throws ServerFailure if a port is not valid
   */
  public ComponentPorts {
    chosen = Map.copyOf(chosen);
    chosen.forEach(
        (component, port) -> {
          if (port < 1 || port > HIGHEST) {
            throw new ServerFailure(
                "The port of %s must be a number from 1 to %d, not %d."
                    .formatted(component, HIGHEST, port));
          }
        });
  }

  public static ComponentPorts defaults() {
    return new ComponentPorts(Map.of());
  }

  public int of(Component component) {
    return chosen.getOrDefault(component, component.defaultPort());
  }

  /** The port of a service's health and metrics. */
  public int managementOf(Component service) {
    return of(service) + 1;
  }

  /**
   * All ports that a component listens on: its own, and the next one for a service's management and
   * for Kafka's controller.
   */
  public List<Integer> allOf(Component component) {
    boolean hasSecond = component.hasManagement() || component == Component.KAFKA;
    return hasSecond ? List.of(of(component), of(component) + 1) : List.of(of(component));
  }

  /** The address of a component, without a path. */
  public URI uri(Component component) {
    return http(of(component));
  }

  /** The address of a service's health and metrics, without a path. */
  public URI managementUri(Component service) {
    return http(managementOf(service));
  }

  private static URI http(int port) {
    return URI.create("http://%s:%d".formatted(Ports.LOOPBACK, port));
  }

  /**
   * @throws ServerFailure if another program listens on a port of the component
   */
  void requireFree(Component component) {
    var alternative = "choose another port with --port %s=NUMBER".formatted(component);
    allOf(component).forEach(port -> Ports.requireFree(port, component.toString(), alternative));
  }
}
