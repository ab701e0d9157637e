package com.storefront.deployment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** ConfigMaps, Secrets and ServiceAccounts that are referred to exist, with the keys in use. */
final class ReferenceChecks {

  private final Report report;

  /** Objects as "Secret dev/orders", and keys as "Secret dev/orders mongodb-uri". */
  private final Set<String> known = new HashSet<>();

  private ReferenceChecks(Checkout checkout, Report report) {
    this.report = report;
    for (Manifest manifest : Manifest.all(checkout)) {
      Stream<Node> data = Stream.of(manifest.at("data"), manifest.at("stringData"));
      add(
          manifest.at("kind") + " " + manifest.namespace() + "/" + manifest.name(),
          data.flatMap(each -> each.entries().keySet().stream()).toList());
    }
    for (Node map : checkout.yaml("k8s/base/kustomization.yaml").at("configMapGenerator").items()) {
      var files = map.at("files").texts().stream().map(file -> file.replaceAll(".*/", ""));
      add("ConfigMap " + map.at("namespace") + "/" + map.at("name"), files.toList());
    }
    // Strimzi creates these secrets in kafka; copy-kafka-secrets copies them to dev.
    for (String namespace : List.of("kafka/", "dev/")) {
      for (Manifest user : Manifest.all(checkout, "KafkaUser")) {
        add(
            "Secret " + namespace + user.name(),
            List.of("user.crt", "user.key", "user.p12", "user.password"));
      }
      for (Manifest cluster : Manifest.base(checkout, "Kafka")) {
        add("Secret " + namespace + cluster.name() + "-cluster-ca-cert", List.of("ca.crt"));
      }
    }
  }

  private void add(String object, List<String> keys) {
    known.add(object);
    keys.forEach(key -> known.add(object + " " + key));
  }

  static void check(Checkout checkout, Report report) {
    var checks = new ReferenceChecks(checkout, report);
    for (Manifest gateway : Manifest.all(checkout, "Gateway")) {
      Node parameters = gateway.at("spec", "infrastructure", "parametersRef");
      if (parameters.exists()) {
        checks.resolve(gateway, "ConfigMap", parameters.at("name") + " deployment");
      }
    }
    for (Manifest workload : Manifest.workloads(checkout)) {
      Node account = workload.pod().at("spec", "serviceAccountName");
      checks.resolve(workload, "ServiceAccount", account.text());
      checks.resolveAll(workload, "Secret", "secretKeyRef", "name");
      checks.resolveAll(workload, "Secret", "secret", "secretName");
      for (String reference : List.of("configMapKeyRef", "configMapRef", "configMap")) {
        checks.resolveAll(workload, "ConfigMap", reference, "name");
      }
    }
  }

  private void resolveAll(Manifest workload, String kind, String reference, String name) {
    workload
        .yaml()
        .find(reference)
        .forEach(
            node -> {
              String object = node.at(name).text();
              resolve(workload, kind, (object + " " + node.at("key")).strip());
              node.at("items")
                  .items()
                  .forEach(item -> resolve(workload, kind, object + " " + item.at("key")));
            });
  }

  private void resolve(Manifest manifest, String kind, String name) {
    String object = kind + " " + manifest.namespace() + "/" + name;
    report.expect(
        known.contains(object), manifest + " refers to " + object + ", which does not exist");
  }
}
