package com.storefront.local.stack;

/** Where a person looks first once the storefront is ready. */
final class Links {

  private Links() {}

  static String of(Ports ports) {
    var gateway = ports.uri(Part.GATEWAY);
    var table = new StringBuilder("  %-12s %s%n".formatted("storefront", gateway));
    for (var service : Part.SERVICES) {
      var management = ports.managementUri(service).resolve("/actuator");
      table.append("  %-12s %s/%s/swagger-ui%n".formatted(service, gateway, service));
      table.append("  %-12s %s/health  %s/prometheus%n".formatted("", management, management));
    }
    return table.toString();
  }
}
