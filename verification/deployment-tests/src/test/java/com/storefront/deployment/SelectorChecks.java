package com.storefront.deployment;

import java.util.List;

/** Every selector of pods selects some. */
final class SelectorChecks {

  private SelectorChecks() {}

  static void check(Checkout checkout, Report report) {
    List<Manifest> workloads = Manifest.workloads(checkout);
    for (Manifest manifest : Manifest.all(checkout)) {
      if (manifest.isWorkload() && !manifest.isJob()) {
        report.expect(
            manifest.isSelectedBy(manifest.at("spec", "selector", "matchLabels")),
            manifest + " does not select its own pods");
      }
      Node selector = selector(manifest);
      report.expect(
          !selector.exists()
              || workloads.stream()
                  .filter(workload -> workload.namespace().equals(manifest.namespace()))
                  .anyMatch(workload -> workload.isSelectedBy(selector)),
          manifest + " selects no pod");
      if (manifest.is("DestinationRule")) {
        String host = manifest.at("spec", "host").text().replaceAll("\\..*", "");
        for (Node subset : manifest.at("spec", "subsets").items()) {
          report.expect(
              workloads.stream()
                  .filter(workload -> workload.name().equals(host))
                  .anyMatch(workload -> workload.isSelectedBy(subset.at("labels"))),
              manifest + ": subset " + subset.at("name") + " selects no pod");
        }
      }
      if (manifest.is("HorizontalPodAutoscaler")) {
        String target = manifest.at("spec", "scaleTargetRef", "name").text();
        report.expect(
            workloads.stream().anyMatch(workload -> workload.name().equals(target)),
            manifest + " scales " + target + ", which does not exist");
      }
    }
  }

  private static Node selector(Manifest manifest) {
    return switch (manifest.at("kind").text()) {
      case "Service" -> manifest.at("spec", "selector");
      case "PodDisruptionBudget" -> manifest.at("spec", "selector", "matchLabels");
      case "NetworkPolicy" -> manifest.at("spec", "podSelector", "matchLabels");
      // The policies of overlays select gateways, whose pods Istio creates.
      case "AuthorizationPolicy" ->
          manifest.isBase() ? manifest.at("spec", "selector", "matchLabels") : Node.MISSING;
      default -> Node.MISSING;
    };
  }
}
