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
  private static final String CONSOLE = "/console";
  private static final String STREAM = "/console/live";
  private static final String CONSOLE_ROUTES = "k8s/components/console/routes.yaml";

  private RouteChecks() {}

  static void check(Checkout checkout, Report report) {
    var expected = new TreeMap<String, String>();
    Application.all(checkout).forEach(it -> expected.put(it.prefix(), it.name()));
    report.expectEqual("routes of k8s/base/mesh", istio(checkout, report), expected);
    expected.put(CONSOLE, "console");
    report.expectEqual("routes of tools/gateway", local(checkout), expected);
    report.expectEqual("routes of " + ENVOY, envoy(checkout), expected);
    report.expectEqual("routes of k8s/overlays/gateway-api", gatewayApi(checkout), expected);
    checkStreams(checkout, report);
    removedHeaders(checkout)
        .map(removed -> Set.copyOf(removed.texts()))
        .forEach(it -> report.expectEqual("headers removed by a gateway", it, UNTRUSTED));
  }

  /**
   * A stream of events would end after the time limit of a route, which is of the whole response.
   */
  private static void checkStreams(Checkout checkout, Report report) {
    Stream<String> envoy =
        checkout
            .yaml(ENVOY)
            .all()
            .filter(node -> node.at("match", "path").text().equals(STREAM))
            .map(node -> node.at("route", "cluster") + " " + node.at("route", "timeout"));
    Stream<String> gatewayApi =
        gatewayApiRules(checkout)
            .filter(rule -> rule.find("path", "value").anyMatch(it -> it.text().equals(STREAM)))
            .map(
                rule ->
                    rule.at("backendRefs").items().get(0).at("name")
                        + " "
                        + rule.at("timeouts", "request"));
    Stream<String> istio =
        consoleRoutes(checkout)
            .filter(route -> uris(route, "exact").contains(STREAM))
            .map(
                route ->
                    host(route)
                        + " "
                        + (route.at("timeout").exists() ? route.at("timeout") : "0s"));
    Map.of(ENVOY, envoy, "k8s/overlays/gateway-api", gatewayApi, CONSOLE_ROUTES, istio)
        .forEach(
            (where, routes) ->
                report.expectEqual(
                    where + ": the route of " + STREAM, routes.toList(), List.of("console 0s")));
    report.expectEqual(
        CONSOLE_ROUTES + ": where its routes lead",
        consoleRoutes(checkout).map(RouteChecks::host).toList(),
        List.of("console", "console"));
  }

  private static Stream<Node> consoleRoutes(Checkout checkout) {
    return checkout.yaml(CONSOLE_ROUTES).find("value").filter(it -> it.at("route").exists());
  }

  private static String host(Node route) {
    return route
        .at("route")
        .items()
        .get(0)
        .at("destination", "host")
        .text()
        .replaceAll("\\..*", "");
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
        .filter(node -> node.at("match", "path_separated_prefix").exists())
        .collect(
            Collectors.toMap(
                node -> node.at("match", "path_separated_prefix").text(),
                node -> node.at("route", "cluster").text()));
  }

  private static Map<String, String> gatewayApi(Checkout checkout) {
    var routes = new TreeMap<String, String>();
    for (Node rule : gatewayApiRules(checkout).toList()) {
      for (Node match : rule.at("matches").items()) {
        if (match.at("path", "type").text().equals("PathPrefix")) {
          routes.put(
              match.at("path", "value").text(),
              rule.at("backendRefs").items().get(0).at("name").text());
        }
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
      List<String> paths = uris(route, "exact");
      paths.forEach(path -> routes.put(path, host(route)));
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
            Stream.concat(istioRoutes(checkout), consoleRoutes(checkout))
                .map(route -> route.at("headers", "request", "remove")),
            gatewayApiRules(checkout)
                .filter(rule -> rule.at("backendRefs").exists())
                .map(
                    rule ->
                        rule.find("requestHeaderModifier", "remove")
                            .findFirst()
                            .orElse(Node.MISSING)))
        .flatMap(gateway -> gateway);
  }
}
