package com.storefront.deployment;

import java.util.List;

/** Whatever selects pods selects some. */
final class LabelChecks {

  private LabelChecks() {}

  static void check(Checkout checkout, Complaints complaints) {
    List<Manifest> workloads =
        Manifest.all(checkout).stream().filter(Manifest::isWorkload).toList();
    for (Manifest manifest : Manifest.all(checkout)) {
      if (manifest.isWorkload() && !manifest.is("Job")) {
        complaints.unless(
            labels(manifest).isSelectedBy(manifest.at("spec", "selector", "matchLabels")),
            "%s does not select its own pods",
            manifest);
      }
      Node selector = selector(manifest);
      if (selector.exists()) {
        complaints.unless(
            workloads.stream()
                .filter(workload -> workload.namespace().equals(manifest.namespace()))
                .anyMatch(workload -> labels(workload).isSelectedBy(selector)),
            "%s selects no pod",
            manifest);
      }
      if (manifest.is("DestinationRule")) {
        subsets(manifest, workloads, complaints);
      }
      if (manifest.is("HorizontalPodAutoscaler")) {
        String target = manifest.at("spec", "scaleTargetRef", "name").text();
        complaints.unless(
            workloads.stream().anyMatch(workload -> workload.name().equals(target)),
            "%s scales %s, which is not there",
            manifest,
            target);
      }
    }
  }

  private static void subsets(Manifest rule, List<Manifest> workloads, Complaints complaints) {
    String name = rule.at("spec", "host").text().replaceAll("\\..*", "");
    for (Node subset : rule.at("spec", "subsets").items()) {
      complaints.unless(
          workloads.stream()
              .filter(workload -> workload.name().equals(name))
              .anyMatch(workload -> labels(workload).isSelectedBy(subset.at("labels"))),
          "%s: subset %s selects no pod",
          rule,
          subset.at("name"));
    }
  }

  private static Node labels(Manifest workload) {
    return workload.pod().at("metadata", "labels");
  }

  private static Node selector(Manifest manifest) {
    if (manifest.is("Service")) {
      return manifest.at("spec", "selector");
    }
    if (manifest.is("PodDisruptionBudget")) {
      return manifest.at("spec", "selector", "matchLabels");
    }
    if (manifest.is("NetworkPolicy")) {
      return manifest.at("spec", "podSelector", "matchLabels");
    }
    // Pods of gateways are Istio's, not ours.
    return manifest.is("AuthorizationPolicy") && manifest.file().startsWith("k8s/base")
        ? manifest.at("spec", "selector", "matchLabels")
        : new Node(null);
  }
}
