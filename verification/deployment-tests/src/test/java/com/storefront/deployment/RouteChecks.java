package com.storefront.deployment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All gateways have the same routes, which match whole path segments and rewrite nothing. */
final class RouteChecks {

  /** Clients could influence links with these headers. */
  static final Set<String> UNTRUSTED =
      Set.of("forwarded", "x-forwarded-port", "x-forwarded-prefix");

  static final String SAFE_METHODS = "GET|HEAD|OPTIONS";

  private static final String ENVOY = "compose/envoy/envoy.yaml";

  private RouteChecks() {}

  static void check(Checkout checkout, Report report) {
    var expected = new TreeMap<String, String>();
    Application.all(checkout).forEach(it -> expected.put(it.prefix(), it.name()));
    report.expectEqual("routes of tools/gateway", local(checkout), expected);
    report.expectEqual("routes of " + ENVOY, envoy(checkout), expected);
    report.expectEqual("routes of k8s/overlays/gateway-api", gatewayApi(checkout), expected);
    report.expectEqual("routes of k8s/base/mesh", istio(checkout, report), expected);
    removedHeaders(checkout)
        .map(removed -> Set.copyOf(removed.texts()))
        .forEach(it -> report.expectEqual("headers removed by a gateway", it, UNTRUSTED));
  }

  private static Map<String, String> local(Checkout checkout) {
    return checkout
        .yaml("tools/gateway/src/main/resources/application.yaml")
        .find("routes")
        .flatMap(routes -> routes.items().stream())
        .collect(
            Collectors.toMap(
                route -> route.at("predicates").texts().get(0).replaceAll("Path=|/\\*\\*", ""),
                route -> route.at("id").text()));
  }

  private static Map<String, String> envoy(Checkout checkout) {
    return checkout
        .yaml(ENVOY)
        .all()
        .filter(node -> node.at("route", "cluster").exists())
        .collect(
            Collectors.toMap(
                node -> node.at("match", "path_separated_prefix").text(),
                node -> node.at("route", "cluster").text()));
  }

  private static Map<String, String> gatewayApi(Checkout checkout) {
    var routes = new TreeMap<String, String>();
    for (Node rule : gatewayApiRules(checkout).toList()) {
      for (Node match : rule.at("matches").items()) {
        routes.put(
            match.at("path", "value").text(),
            rule.at("backendRefs").items().get(0).at("name").text());
      }
    }
    return routes;
  }

  private static Stream<Node> gatewayApiRules(Checkout checkout) {
    return Manifest.all(checkout, "HTTPRoute").stream()
        .flatMap(route -> route.at("spec", "rules").items().stream());
  }

  private static Stream<Node> istioRoutes(Checkout checkout) {
    return Manifest.base(checkout, "VirtualService").stream()
        .flatMap(service -> service.at("spec", "http").items().stream())
        .filter(route -> route.at("route").exists());
  }

  private static Map<String, String> istio(Checkout checkout, Report report) {
    var routes = new TreeMap<String, String>();
    for (Node route : istioRoutes(checkout).toList()) {
      String name = "route " + route.at("name");
      String host = route.at("route").items().get(0).at("destination", "host").text();
      List<String> paths = uris(route, "exact");
      paths.forEach(path -> routes.put(path, host.replaceAll("\\..*", "")));
      report.expectEqual(
          name + ": the prefixes",
          uris(route, "prefix"),
          paths.stream().map(path -> path + "/").toList());
      report.expect(!route.at("rewrite").exists(), name + " rewrites paths");
      report.expect(route.at("timeout").exists(), name + " has no timeout");
      report.expect(!route.at("retries", "perTryTimeout").exists(), name + " limits each try");
      boolean isSafe =
          route.at("match").items().stream()
              .allMatch(match -> match.at("method", "regex").text().equals(SAFE_METHODS));
      report.expect(
          isSafe || route.at("retries", "attempts").number() == 0,
          name + " repeats unsafe methods");
    }
    return routes;
  }

  private static List<String> uris(Node route, String kind) {
    return route.at("match").items().stream()
        .map(match -> match.at("uri", kind))
        .filter(Node::exists)
        .map(Node::text)
        .toList();
  }

  private static Stream<Node> removedHeaders(Checkout checkout) {
    return Stream.of(
            checkout
                .yaml(ENVOY)
                .all()
                .filter(host -> host.at("routes").exists())
                .map(host -> host.at("request_headers_to_remove")),
            istioRoutes(checkout).map(route -> route.at("headers", "request", "remove")),
            gatewayApiRules(checkout)
                .map(
                    rule ->
                        rule.find("requestHeaderModifier", "remove")
                            .findFirst()
                            .orElse(Node.MISSING)))
        .flatMap(gateway -> gateway);
  }
}
