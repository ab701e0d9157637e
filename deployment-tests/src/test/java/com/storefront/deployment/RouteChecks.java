package com.storefront.deployment;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All gateways have the same routes, with a boundary behind the prefix, and rewrite nothing. */
final class RouteChecks {

  private static final Set<String> CLAIMS =
      Set.of("forwarded", "x-forwarded-port", "x-forwarded-prefix");
  private static final String ENVOY = "deploy/envoy/envoy.yaml";

  private RouteChecks() {}

  static void check(Checkout checkout, Complaints complaints) {
    Map<String, String> local = local(checkout);
    var contexts = new TreeMap<String, String>();
    Application.all(checkout)
        .forEach(application -> contexts.put(application.prefix(), application.name()));
    complaints.unlessEqual(local, contexts, "routes of local-gateway");
    complaints.unlessEqual(envoy(checkout), local, "routes of " + ENVOY);
    complaints.unlessEqual(gatewayApi(checkout), local, "routes of k8s/overlays/gateway-api");
    istio(checkout, local, complaints);
    claims(checkout, complaints);
  }

  private static Map<String, String> local(Checkout checkout) {
    var routes = new TreeMap<String, String>();
    Node gateway =
        checkout
            .yaml("local-gateway/src/main/resources/application.yaml")
            .at("spring", "cloud", "gateway", "server", "webflux");
    for (Node route : gateway.at("routes").items()) {
      for (Node predicate : route.at("predicates").items()) {
        routes.put(predicate.text().replace("Path=", "").replace("/**", ""), route.at("id").text());
      }
    }
    return routes;
  }

  private static Map<String, String> envoy(Checkout checkout) {
    var routes = new TreeMap<String, String>();
    checkout
        .yaml(ENVOY)
        .everything()
        .filter(node -> node.at("route", "cluster").exists())
        .forEach(
            node ->
                routes.put(
                    node.at("match", "path_separated_prefix").text(),
                    node.at("route", "cluster").text()));
    return routes;
  }

  private static Map<String, String> gatewayApi(Checkout checkout) {
    var routes = new TreeMap<String, String>();
    for (Manifest route : Manifest.all(checkout, "HTTPRoute")) {
      for (Node rule : route.at("spec", "rules").items()) {
        for (Node match : rule.at("matches").items()) {
          routes.put(
              match.at("path", "value").text(),
              rule.at("backendRefs").items().get(0).at("name").text());
        }
      }
    }
    return routes;
  }

  private static void istio(
      Checkout checkout, Map<String, String> expected, Complaints complaints) {
    var routes = new TreeMap<String, String>();
    for (Manifest service : Manifest.base(checkout, "VirtualService")) {
      complaints.unless(
          service.yaml().everything().noneMatch(node -> node.at("rewrite").exists()),
          "%s rewrites paths",
          service);
      for (Node route : service.at("spec", "http").items()) {
        if (!route.at("route").exists()) {
          continue;
        }
        String target = route.at("route").items().get(0).at("destination", "host").text();
        Set<String> exact = new TreeSet<>();
        Set<String> prefixes = new TreeSet<>();
        for (Node match : route.at("match").items()) {
          exact.add(match.at("uri", "exact").text());
          prefixes.add(match.at("uri", "prefix").text());
        }
        exact.remove("");
        prefixes.remove("");
        var bounded = new TreeSet<String>();
        exact.forEach(path -> bounded.add(path + "/"));
        complaints.unlessEqual(
            prefixes, bounded, "%s, route %s: the set of prefixes", service, route.at("name"));
        exact.forEach(
            path -> {
              String other = routes.put(path, target.replaceAll("\\..*", ""));
              complaints.unless(
                  other == null || target.startsWith(other + "."),
                  "%s leads %s to two services",
                  service,
                  path);
            });
        complaints.unless(
            route.at("timeout").exists(), "%s, route %s: no timeout", service, route.at("name"));
        complaints.unless(
            !route.at("retries", "perTryTimeout").exists(),
            "%s, route %s: a try has not all the time",
            service,
            route.at("name"));
        boolean isSafe =
            route.at("match").items().stream()
                .allMatch(match -> match.at("method", "regex").text().equals("GET|HEAD|OPTIONS"));
        complaints.unless(
            isSafe || route.at("retries", "attempts").number() == 0,
            "%s, route %s: repeats what is not safe to repeat",
            service,
            route.at("name"));
      }
    }
    complaints.unlessEqual(routes, expected, "routes of k8s/base/mesh");
  }

  /** What a client claims of where it came in leads no link astray; the local one trusts none. */
  private static void claims(Checkout checkout, Complaints complaints) {
    Stream.of(
            checkout
                .yaml(ENVOY)
                .everything()
                .filter(host -> host.at("routes").exists())
                .map(host -> host.at("request_headers_to_remove")),
            Manifest.base(checkout, "VirtualService").stream()
                .flatMap(service -> service.at("spec", "http").items().stream())
                .filter(route -> route.at("route").exists())
                .map(route -> route.at("headers", "request", "remove")),
            Manifest.all(checkout, "HTTPRoute").stream()
                .flatMap(routes -> routes.at("spec", "rules").items().stream())
                .map(rule -> rule.at("filters").items())
                .map(filters -> filters.isEmpty() ? new Node(null) : filters.get(0))
                .map(filter -> filter.at("requestHeaderModifier", "remove")))
        .flatMap(gateway -> gateway)
        .map(removed -> removed.items().stream().map(Node::text).collect(Collectors.toSet()))
        .forEach(removed -> complaints.unlessEqual(removed, CLAIMS, "a gateway: headers removed"));
  }
}
