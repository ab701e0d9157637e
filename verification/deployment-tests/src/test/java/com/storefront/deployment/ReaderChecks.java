package com.storefront.deployment;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Readers cannot write, and gateways route only reads to them. */
final class ReaderChecks {

  private static final String ROUTES = "k8s/components/readers/routes.yaml";
  private static final Pattern USER = Pattern.compile("mongodb://([^:]+):");
  private static final Pattern READ = Pattern.compile("@GetMapping\\(\"([^\"]+)\"\\)");

  private final Checkout checkout;
  private final Report report;

  private ReaderChecks(Checkout checkout, Report report) {
    this.checkout = checkout;
    this.report = report;
  }

  static void check(Checkout checkout, Report report) {
    var checks = new ReaderChecks(checkout, report);
    List<Manifest> readers =
        Manifest.all(checkout, "Deployment").stream().filter(ReaderChecks::isReader).toList();
    readers.forEach(checks::checkReader);
    var names = readers.stream().map(Manifest::name).collect(Collectors.toSet());
    for (Node route : checkout.yaml(ROUTES).find("value").toList()) {
      if (route.at("route").exists()) {
        checks.checkRoute(route, names);
      }
    }
  }

  private static Stream<Node> variables(Manifest deployment, String name) {
    return deployment
        .containers()
        .flatMap(container -> container.at("env").items().stream())
        .filter(variable -> variable.at("name").text().equals(name));
  }

  private static boolean isReader(Manifest deployment) {
    return variables(deployment, "STOREFRONT_ROLE")
        .anyMatch(variable -> variable.at("value").text().equals("read"));
  }

  private void checkReader(Manifest reader) {
    String secret =
        variables(reader, "SPRING_MONGODB_URI")
            .map(variable -> variable.at("valueFrom", "secretKeyRef", "name").text())
            .findFirst()
            .orElse("");
    String user =
        Manifest.all(checkout, "Secret").stream()
            .filter(it -> it.name().equals(secret) && it.namespace().equals(reader.namespace()))
            .flatMap(it -> USER.matcher(it.at("stringData", "mongodb-uri").text()).results())
            .map(uri -> uri.group(1))
            .findFirst()
            .orElse("missing");
    report.expectEqual(
        reader + ": the role of its database user " + user, role(user), "read of orders");
    report.expect(
        reader.yaml().find("secret", "secretName").findAny().isEmpty(),
        reader + " mounts a secret, but needs none");
  }

  private String role(String user) {
    Pattern created =
        Pattern.compile("\\['%s', '(\\w+)', '(\\w+)']".formatted(Pattern.quote(user)));
    return Manifest.base(checkout, "ConfigMap").stream()
        .flatMap(it -> created.matcher(it.at("data", "setup.js").text()).results())
        .map(found -> found.group(2) + " of " + found.group(1))
        .findFirst()
        .orElse("none, or the one of a service");
  }

  private void checkRoute(Node route, Set<String> readers) {
    String name = ROUTES + ": route " + route.at("name");
    Node destination = route.at("route").items().get(0).at("destination");
    String reader = destination.at("host").text().replaceAll("\\..*", "");
    report.expect(readers.contains(reader), name + " leads to " + reader + ", which is no reader");
    Application application =
        Application.all(checkout).stream()
            .filter(it -> reader.equals(it.readerName()))
            .findFirst()
            .orElseThrow();
    report.expectEqual(
        name + ": port", destination.at("port", "number").number(), application.port());
    report.expectEqual(
        name + ": removed headers",
        Set.copyOf(route.at("headers", "request", "remove").texts()),
        RouteChecks.UNTRUSTED);
    Set<String> reads =
        Sources.of(checkout, application.sources())
            .find(READ)
            .map(path -> application.prefix() + path.group(1))
            .collect(Collectors.toSet());
    for (Node match : route.at("match").items()) {
      String path = match.at("uri", "exact").text();
      report.expect(reads.contains(path), name + ": " + match.at("uri") + " is not only read");
      report.expectEqual(
          name + ": methods", match.at("method", "regex").text(), RouteChecks.SAFE_METHODS);
    }
  }
}
