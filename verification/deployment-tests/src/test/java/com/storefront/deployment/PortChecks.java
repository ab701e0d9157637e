package com.storefront.deployment;

import java.util.List;
import java.util.stream.Stream;

/** Ports and probes are those of the applications, named ports exist, every pod has a probe. */
final class PortChecks {

  private static final String METRICS = "/actuator/prometheus";
  private static final String HEALTH = "/actuator/health/";

  private PortChecks() {}

  static void check(Checkout checkout, Report report) {
    for (Application application : Application.all(checkout)) {
      checkKubernetes(checkout, application, report);
      checkCompose(checkout, application, report);
    }
    checkNames(checkout, report);
  }

  private static void checkKubernetes(Checkout checkout, Application application, Report report) {
    for (Manifest manifest : Manifest.all(checkout)) {
      if (manifest.is("VirtualService") || manifest.is("HTTPRoute")) {
        manifest
            .yaml()
            .all()
            .flatMap(node -> portOf(application, node))
            .forEach(
                port ->
                    report.expectEqual(
                        manifest + ": port of " + application.name(),
                        port.number(),
                        application.port()));
      } else if (manifest.is("Service") && application.isNameOf(manifest)) {
        checkService(manifest, application, report);
      } else if (manifest.isBase() && application.isNameOf(manifest)) {
        if (manifest.is("Deployment")) {
          checkDeployment(manifest, application, report);
        } else if (manifest.is("AuthorizationPolicy")) {
          var open = manifest.yaml().find("operation", "ports").flatMap(it -> it.items().stream());
          report.expectEqual(
              "ports of " + manifest, open.map(Node::number).toList(), application.ports());
        }
      }
    }
  }

  private static Stream<Node> portOf(Application application, Node node) {
    if (node.at("host").text().startsWith(application.name() + ".") && node.at("port").exists()) {
      return Stream.of(node.at("port", "number"));
    }
    return node.at("backendRefs").items().stream()
        .filter(target -> target.at("name").text().equals(application.name()))
        .map(target -> target.at("port"));
  }

  /** Istio treats a port without an HTTP name as TCP; rules for paths then refuse everything. */
  private static void checkService(Manifest service, Application application, Report report) {
    List<Node> ports = service.at("spec", "ports").items();
    report.expectEqual(
        "ports of " + service,
        ports.stream().map(port -> port.at("port").number()).toList(),
        application.ports());
    for (Node port : ports) {
      String name = port.at("name").text();
      report.expect(name.matches("http(-.*)?"), service + ": port " + name + " is not HTTP");
    }
  }

  private static void checkDeployment(Manifest deployment, Application application, Report report) {
    report.expectEqual(
        deployment + ": container ports",
        deployment.ports().map(port -> port.at("name") + " " + port.at("containerPort")).toList(),
        List.of("http " + application.port(), "management " + application.managementPort()));
    Node annotations = deployment.pod().at("metadata", "annotations");
    report.expectEqual(
        deployment + ": scraped address",
        annotations.at("prometheus.io/port").text() + annotations.at("prometheus.io/path"),
        application.managementPort() + METRICS);
    Node container = deployment.containers().toList().get(0);
    for (String probe : List.of("startup", "liveness", "readiness")) {
      String path = HEALTH + probe.replace("startup", "liveness");
      report.expectEqual(
          deployment + ": " + probe + " probe",
          container.at(probe + "Probe", "httpGet"),
          Node.parse("{port: management, path: " + path + "}").get(0));
    }
  }

  private static void checkNames(Checkout checkout, Report report) {
    for (Manifest workload : Manifest.workloads(checkout)) {
      report.expect(
          workload.isJob()
              || workload.containers().allMatch(it -> it.at("readinessProbe").exists()),
          workload + " has no readiness probe");
      Stream.of("httpGet", "tcpSocket")
          .flatMap(probe -> workload.yaml().find(probe, "port"))
          .forEach(port -> checkPort(workload, port, report));
      for (Manifest service : Manifest.all(checkout, "Service")) {
        if (workload.namespace().equals(service.namespace())
            && workload.isSelectedBy(service.at("spec", "selector"))) {
          service.at("spec", "ports").items().stream()
              .map(port -> port.at("targetPort"))
              .forEach(port -> checkPort(workload, port, report));
        }
      }
    }
  }

  private static void checkPort(Manifest workload, Node port, Report report) {
    report.expect(workload.hasPort(port.text()), workload + " has no port " + port);
  }

  private static void checkCompose(Checkout checkout, Application application, Report report) {
    String name = application.name();
    Node service = checkout.yaml("docker-compose.yml").at("services", name);
    String healthCheck = service.at("healthcheck", "test").text();
    report.expect(
        healthCheck.contains("/dev/tcp/localhost/" + application.managementPort())
            && healthCheck.contains(HEALTH + "readiness"),
        "health check of " + name + " is " + healthCheck);
    report.expectEqual(
        "docker-compose.yml: ports of " + name,
        service.at("ports").texts(),
        List.of("127.0.0.1:%1$d:%1$d".formatted(application.port())));

    String target = name + ":" + application.managementPort();
    report.expect(
        checkout
            .yaml("compose/prometheus/prometheus.yml")
            .find("targets")
            .anyMatch(targets -> targets.texts().contains(target)),
        "compose/prometheus/prometheus.yml does not scrape " + target);

    checkout
        .yaml("compose/envoy/envoy.yaml")
        .find("socket_address")
        .filter(address -> address.at("address").text().equals(name))
        .map(address -> address.at("port_value").number())
        .forEach(port -> report.expectEqual("Envoy: port of " + name, port, application.port()));
  }
}
