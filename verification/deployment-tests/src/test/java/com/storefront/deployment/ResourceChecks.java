package com.storefront.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small overlays fit the minikube of k8s/README.md, even during a rolling update. */
final class ResourceChecks {

  /** 2 CPUs and 6 GiB, without the memory of the kernel. */
  private static final Map<String, Integer> NODE = Map.of("cpu", 2000, "memory", 6144 - 200);

  private static final List<Map<String, Integer>> INSTALLED =
      List.of(
          Map.of("cpu", 850, "memory", 220), // kube-system with kindnet
          Map.of("cpu", 100, "memory", 192), // istiod, with the flags in k8s/README.md
          Map.of("cpu", 100, "memory", 128), // the gateway of Istio's installation
          Map.of("cpu", 10, "memory", 100), // Istio's CNI plugin
          Map.of("cpu", 200, "memory", 384)); // Strimzi

  private static final Map<String, Integer> SIDECAR = Map.of("cpu", 100, "memory", 128);
  private static final String GATEWAY_API = "k8s/overlays/gateway-api/";

  private ResourceChecks() {}

  static void check(Checkout checkout, Report report) {
    for (String resource : List.of("cpu", "memory")) {
      int minikube = requests(checkout, resource);
      int gatewayApi = minikube + requestsOfGateway(checkout, resource);
      String mistake = "requests too much " + resource + ": ";
      report.expect(minikube <= NODE.get(resource), "minikube " + mistake + minikube);
      report.expect(gatewayApi <= NODE.get(resource), "gateway-api " + mistake + gatewayApi);
    }
  }

  /** In thousandths of a CPU, or MiB. */
  private static int requests(Checkout checkout, String resource) {
    int all = INSTALLED.stream().mapToInt(installed -> installed.get(resource)).sum();
    int temporary = 0;
    for (Manifest manifest : minikube(checkout)) {
      int replicas = Math.max(1, manifest.at("spec", "replicas").number());
      if (manifest.is("KafkaNodePool") || manifest.is("Kafka")) {
        all += replicas * requestsIn(manifest.yaml(), resource);
      } else if (manifest.isWorkload()) {
        int pod =
            requestsIn(manifest.pod(), resource) + requestsOfSidecar(checkout, manifest, resource);
        all += manifest.isJob() ? 0 : replicas * pod;
        if (manifest.isJob() || manifest.namespace().equals("dev")) {
          temporary = Math.max(temporary, pod);
        }
      }
    }
    return all + temporary;
  }

  private static int requestsIn(Node node, String resource) {
    return node.find("resources", "requests", resource).mapToInt(ResourceChecks::quantity).sum();
  }

  private static int quantity(Node quantity) {
    boolean isWhole = quantity.text().matches("\\d+");
    int factor = isWhole ? 1000 : quantity.text().endsWith("Gi") ? 1024 : 1;
    return factor * Integer.parseInt(quantity.text().replaceAll("\\D", ""));
  }

  /** The objects of the base and the overlay, with the patches of the overlay. */
  private static List<Manifest> minikube(Checkout checkout) {
    Map<String, Manifest> objects = new LinkedHashMap<>();
    for (String folder :
        List.of("k8s/base/", "k8s/components/console/", "k8s/overlays/minikube/")) {
      for (Manifest manifest : Manifest.all(checkout)) {
        if (manifest.file().startsWith(folder)) {
          objects.merge(
              manifest.at("kind") + manifest.namespace() + "/" + manifest.name(),
              manifest,
              (whole, patch) -> new Manifest(whole.file(), whole.yaml().patchedBy(patch.yaml())));
        }
      }
    }
    return List.copyOf(objects.values());
  }

  private static int requestsOfSidecar(Checkout checkout, Manifest workload, String resource) {
    boolean isMeshed =
        Manifest.base(checkout, "Namespace").stream()
            .filter(it -> it.at("metadata", "labels", "istio-injection").exists())
            .anyMatch(it -> it.name().equals(workload.namespace()));
    if (!isMeshed || workload.labels().at("sidecar.istio.io/inject").text().equals("false")) {
      return 0;
    }
    Node annotations = workload.pod().at("metadata", "annotations");
    Node cpu = annotations.at("sidecar.istio.io/proxyCPU");
    Node memory = annotations.at("sidecar.istio.io/proxyMemory");
    return cpu.exists() && memory.exists()
        ? quantity(resource.equals("cpu") ? cpu : memory)
        : SIDECAR.get(resource);
  }

  /** The pod that Istio creates for the Gateway, besides the gateway of its installation. */
  private static int requestsOfGateway(Checkout checkout, String resource) {
    return Manifest.all(checkout, "ConfigMap").stream()
        .filter(manifest -> manifest.file().startsWith(GATEWAY_API))
        .flatMap(manifest -> Node.parse(manifest.at("data", "deployment").text()).stream())
        .mapToInt(deployment -> requestsIn(deployment, resource))
        .findAny()
        .orElse(SIDECAR.get(resource));
  }
}
