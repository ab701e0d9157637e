package com.storefront.deployment;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every port and probe is that of the application, and every named port exists. */
final class PortChecks {

  private static final String METRICS = "/actuator/prometheus";
  private static final String HEALTH = "/actuator/health/";
  private static final Pattern ASKED = Pattern.compile("/dev/tcp/localhost/(\\d+)");

  private PortChecks() {}

  static void check(Checkout checkout, Complaints complaints) {
    for (Application application : Application.all(checkout)) {
      kubernetes(checkout, application, complaints);
      compose(checkout, application, complaints);
    }
    names(checkout, complaints);
  }

  private static void kubernetes(
      Checkout checkout, Application application, Complaints complaints) {
    for (Manifest deployment : Manifest.base(checkout, "Deployment")) {
      if (deployment.name().equals(application.name())) {
        deployment(deployment, application, complaints);
      }
    }
    for (Manifest service : Manifest.all(checkout, "Service")) {
      if (service.name().equals(application.name())) {
        service(service, application, complaints);
      }
    }
    for (Manifest policy : Manifest.base(checkout, "AuthorizationPolicy")) {
      if (policy.name().equals(application.name())) {
        var open =
            policy
                .yaml()
                .everything()
                .flatMap(node -> node.at("operation", "ports").items().stream())
                .map(Node::number)
                .toList();
        complaints.unlessEqual(
            open, List.of(application.port(), application.managementPort()), "ports of %s", policy);
      }
    }
    for (String kind : List.of("VirtualService", "HTTPRoute")) {
      for (Manifest routes : Manifest.all(checkout, kind)) {
        routes
            .yaml()
            .everything()
            .flatMap(node -> destination(node, application))
            .forEach(
                port ->
                    complaints.unlessEqual(
                        port.number(),
                        application.port(),
                        "%s: port of %s",
                        routes,
                        application.name()));
      }
    }
  }

  /** What no Service calls HTTP is TCP to Istio, and rules about paths let nobody in there. */
  private static void service(Manifest service, Application application, Complaints complaints) {
    List<Node> ports = service.at("spec", "ports").items();
    complaints.unlessEqual(
        ports.stream().map(port -> port.at("port").number()).toList(),
        List.of(application.port(), application.managementPort()),
        "ports of %s",
        service);
    for (Node port : ports) {
      complaints.unless(
          port.at("name").text().matches("http(-.*)?"),
          "%s: port %s is not HTTP by its name",
          service,
          port.at("name"));
    }
  }

  private static Stream<Node> destination(Node node, Application application) {
    if (node.at("host").text().startsWith(application.name() + ".") && node.at("port").exists()) {
      return Stream.of(node.at("port", "number"));
    }
    return node.at("backendRefs").items().stream()
        .filter(target -> target.at("name").text().equals(application.name()))
        .map(target -> target.at("port"));
  }

  private static void deployment(
      Manifest deployment, Application application, Complaints complaints) {
    deployment
        .ports()
        .forEach(
            port ->
                complaints.unlessEqual(
                    port.at("containerPort").number(),
                    port.at("name").text().equals("management")
                        ? application.managementPort()
                        : application.port(),
                    "%s: port %s",
                    deployment,
                    port.at("name")));
    Node annotations = deployment.pod().at("metadata", "annotations");
    complaints.unlessEqual(
        annotations.at("prometheus.io/port").number(),
        application.managementPort(),
        "%s: scraped port",
        deployment);
    complaints.unlessEqual(
        annotations.at("prometheus.io/path").text(), METRICS, "%s: scraped path", deployment);
    Node container = deployment.containers().toList().get(0);
    probe(deployment, container.at("startupProbe"), "liveness", complaints);
    probe(deployment, container.at("livenessProbe"), "liveness", complaints);
    probe(deployment, container.at("readinessProbe"), "readiness", complaints);
  }

  private static void probe(Manifest deployment, Node probe, String group, Complaints complaints) {
    complaints.unlessEqual(
        probe.at("httpGet", "path").text(), HEALTH + group, "%s: probe's path", deployment);
    complaints.unlessEqual(
        probe.at("httpGet", "port").text(), "management", "%s: probe's port", deployment);
  }

  private static void names(Checkout checkout, Complaints complaints) {
    List<Manifest> workloads =
        Manifest.all(checkout).stream().filter(Manifest::isWorkload).toList();
    for (Manifest workload : workloads) {
      workload
          .containers()
          .flatMap(Node::everything)
          .flatMap(node -> Stream.of(node.at("httpGet", "port"), node.at("tcpSocket", "port")))
          .filter(Node::exists)
          .forEach(
              port ->
                  complaints.unless(
                      workload.hasPort(port.text()), "%s has no port %s", workload, port));
    }
    for (Manifest service : Manifest.all(checkout, "Service")) {
      for (Manifest workload : workloads) {
        if (workload.namespace().equals(service.namespace())
            && workload
                .pod()
                .at("metadata", "labels")
                .isSelectedBy(service.at("spec", "selector"))) {
          for (Node port : service.at("spec", "ports").items()) {
            complaints.unless(
                workload.hasPort(port.at("targetPort").text()),
                "%s: %s has no port %s",
                service,
                workload.name(),
                port.at("targetPort"));
          }
        }
      }
    }
  }

  private static void compose(Checkout checkout, Application application, Complaints complaints) {
    Node service = checkout.yaml("docker-compose.yml").at("services", application.name());
    var asked = ASKED.matcher(service.at("healthcheck", "test").toString());
    complaints.unlessEqual(
        asked.find() ? Integer.parseInt(asked.group(1)) : -1,
        application.managementPort(),
        "docker-compose.yml: %s's health check asks, and that",
        application.name());
    complaints.unless(
        service.at("healthcheck", "test").toString().contains(HEALTH + "readiness"),
        "docker-compose.yml: %s's health check does not ask for readiness",
        application.name());

    complaints.unlessEqual(
        service.at("ports").items().stream().map(Node::text).toList(),
        List.of("127.0.0.1:%1$d:%1$d".formatted(application.port())),
        "docker-compose.yml: what %s publishes",
        application.name());

    Set<String> targets =
        Set.copyOf(
            checkout
                .yaml("deploy/prometheus/prometheus.yml")
                .everything()
                .flatMap(node -> node.at("targets").items().stream())
                .map(Node::text)
                .toList());
    String target = application.name() + ":" + application.managementPort();
    complaints.unless(
        targets.contains(target), "deploy/prometheus/prometheus.yml does not scrape %s", target);

    checkout
        .yaml("deploy/envoy/envoy.yaml")
        .everything()
        .map(node -> node.at("socket_address"))
        .filter(address -> address.at("address").text().equals(application.name()))
        .forEach(
            address ->
                complaints.unlessEqual(
                    address.at("port_value").number(),
                    application.port(),
                    "deploy/envoy/envoy.yaml: port of %s",
                    application.name()));
  }
}
