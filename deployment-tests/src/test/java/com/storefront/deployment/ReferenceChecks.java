package com.storefront.deployment;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ConfigMaps, Secrets and ServiceAccounts that are referred to exist, with the keys that are read.
 */
final class ReferenceChecks {

  private ReferenceChecks() {}

  static void check(Checkout checkout, Complaints complaints) {
    Map<String, Set<String>> configuration = keys(checkout, "ConfigMap", "data");
    generated(checkout, configuration);
    Map<String, Set<String>> secrets = keys(checkout, "Secret", "stringData");
    madeByStrimzi(checkout, secrets);
    Map<String, Set<String>> accounts = keys(checkout, "ServiceAccount", "none");

    for (Manifest gateway : Manifest.all(checkout, "Gateway")) {
      Node parameters = gateway.at("spec", "infrastructure", "parametersRef", "name");
      if (parameters.exists()) {
        resolve(gateway, "deployment", parameters, configuration, complaints);
      }
    }
    for (Manifest workload : Manifest.all(checkout)) {
      if (!workload.isWorkload()) {
        continue;
      }
      resolve(workload, "", workload.pod().at("spec", "serviceAccountName"), accounts, complaints);
      workload
          .yaml()
          .everything()
          .forEach(
              node -> {
                key(workload, node.at("secretKeyRef"), "name", secrets, complaints);
                key(workload, node.at("configMapKeyRef"), "name", configuration, complaints);
                key(workload, node.at("configMapRef"), "name", configuration, complaints);
                key(workload, node.at("configMap"), "name", configuration, complaints);
                key(workload, node.at("secret"), "secretName", secrets, complaints);
              });
    }
  }

  private static void key(
      Manifest workload,
      Node reference,
      String name,
      Map<String, Set<String>> known,
      Complaints complaints) {
    if (!reference.exists()) {
      return;
    }
    resolve(workload, reference.at("key").text(), reference.at(name), known, complaints);
    for (Node item : reference.at("items").items()) {
      resolve(workload, item.at("key").text(), reference.at(name), known, complaints);
    }
  }

  private static void resolve(
      Manifest workload,
      String key,
      Node name,
      Map<String, Set<String>> known,
      Complaints complaints) {
    Set<String> keys = known.get(workload.namespace() + "/" + name);
    complaints.unless(
        keys != null && (key.isEmpty() || keys.contains(key)),
        "%s refers to %s %s, which is not there",
        workload,
        name,
        key);
  }

  private static Map<String, Set<String>> keys(Checkout checkout, String kind, String data) {
    var keys = new HashMap<String, Set<String>>();
    for (Manifest manifest : Manifest.all(checkout, kind)) {
      keys.merge(
          manifest.namespace() + "/" + manifest.name(),
          manifest.at(data).entries().keySet(),
          (one, other) ->
              Set.copyOf(Stream.concat(one.stream(), other.stream()).distinct().toList()));
    }
    return keys;
  }

  private static void generated(Checkout checkout, Map<String, Set<String>> configuration) {
    for (Node map : checkout.yaml("k8s/base/kustomization.yaml").at("configMapGenerator").items()) {
      configuration.put(
          map.at("namespace") + "/" + map.at("name"),
          Set.copyOf(
              map.at("files").items().stream()
                  .map(file -> file.text().replaceAll(".*/", ""))
                  .toList()));
    }
  }

  /** In namespace kafka; {@code copy-kafka-secrets} takes them to dev. */
  private static void madeByStrimzi(Checkout checkout, Map<String, Set<String>> secrets) {
    for (String namespace : Set.of("kafka", "dev")) {
      for (Manifest user : Manifest.all(checkout, "KafkaUser")) {
        secrets.put(
            namespace + "/" + user.name(),
            Set.of("user.crt", "user.key", "user.p12", "user.password"));
      }
      for (Manifest cluster : Manifest.base(checkout, "Kafka")) {
        secrets.put(namespace + "/" + cluster.name() + "-cluster-ca-cert", Set.of("ca.crt"));
      }
    }
  }
}
