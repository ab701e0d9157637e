package com.storefront.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The small overlays fit the minikube of k8s/README.md, also while a service is rolled out. */
final class RoomChecks {

  /** Its 2 CPUs and 4 GiB, of which the kernel keeps some. */
  private static final Requests NODE = new Requests(2000, 4096 - 200);

  private static final Requests KUBE_SYSTEM = new Requests(750, 170);

  /** The control plane, the gateway and the CNI plugin, with the flags in k8s/README.md. */
  private static final Requests ISTIO = new Requests(100 + 100 + 10, 192 + 128 + 100);

  private static final Requests STRIMZI = new Requests(200, 384);
  private static final Requests SIDECAR = new Requests(100, 128);
  private static final String BASE = "k8s/base/";
  private static final String MINIKUBE = "k8s/overlays/minikube/";
  private static final String GATEWAY_API = "k8s/overlays/gateway-api/";

  private RoomChecks() {}

  static void check(Checkout checkout, Complaints complaints) {
    Set<String> meshed =
        Manifest.base(checkout, "Namespace").stream()
            .filter(each -> each.at("metadata", "labels", "istio-injection").exists())
            .map(Manifest::name)
            .collect(Collectors.toSet());
    Requests all = KUBE_SYSTEM.plus(ISTIO).plus(STRIMZI);
    Requests passing = Requests.NONE;
    for (List<Manifest> layers : layers(checkout)) {
      Manifest whole = layers.get(0);
      if (whole.is("KafkaNodePool")) {
        all = all.plus(of(at(layers, "spec", "resources")).times(replicas(layers)));
      } else if (whole.is("Kafka")) {
        all = all.plus(of(at(layers, "spec", "entityOperator", "topicOperator", "resources")));
        all = all.plus(of(at(layers, "spec", "entityOperator", "userOperator", "resources")));
      } else if (whole.isWorkload()) {
        Requests pod = pod(layers, meshed);
        all = whole.is("Job") ? all : all.plus(pod.times(replicas(layers)));
        passing = whole.is("Job") || whole.namespace().equals("dev") ? passing.or(pod) : passing;
      }
    }
    all = all.plus(passing);
    room(MINIKUBE, all, complaints);
    room(GATEWAY_API, all.plus(gateway(checkout)), complaints);
  }

  private static void room(String overlay, Requests all, Complaints complaints) {
    complaints.unless(all.cpu <= NODE.cpu, "%s wants %d m of CPU", overlay, all.cpu);
    complaints.unless(all.memory <= NODE.memory, "%s wants %d MiB", overlay, all.memory);
  }

  /** Each object of the base and its patches, or of the overlay. */
  private static Collection<List<Manifest>> layers(Checkout checkout) {
    Map<String, List<Manifest>> layers = new LinkedHashMap<>();
    for (String folder : List.of(BASE, MINIKUBE)) {
      for (Manifest manifest : Manifest.all(checkout)) {
        if (manifest.file().startsWith(folder)) {
          String object = manifest.at("kind") + manifest.namespace() + "/" + manifest.name();
          layers.computeIfAbsent(object, first -> new ArrayList<>()).add(manifest);
        }
      }
    }
    return layers.values();
  }

  private static Requests pod(List<Manifest> layers, Set<String> meshed) {
    Manifest whole = layers.get(0);
    Requests pod = Requests.NONE;
    for (Node container : whole.containers().toList()) {
      pod =
          pod.plus(
              of(
                  layers.stream()
                      .flatMap(Manifest::containers)
                      .filter(each -> each.at("name").equals(container.at("name")))
                      .map(each -> each.at("resources"))
                      .toList()));
    }
    boolean isMeshed =
        meshed.contains(whole.namespace())
            && !whole
                .pod()
                .at("metadata", "labels", "sidecar.istio.io/inject")
                .text()
                .equals("false");
    return isMeshed ? pod.plus(sidecar(at(layers, "spec", "template", "metadata"))) : pod;
  }

  private static Requests sidecar(List<Node> layers) {
    String cpu = last(layers, "annotations", "sidecar.istio.io/proxyCPU");
    String memory = last(layers, "annotations", "sidecar.istio.io/proxyMemory");
    return cpu.isEmpty() || memory.isEmpty() ? SIDECAR : Requests.of(cpu, memory);
  }

  /** The pod that Istio makes for the Gateway API's Gateway, beside that of its installation. */
  private static Requests gateway(Checkout checkout) {
    return Manifest.all(checkout, "ConfigMap").stream()
        .filter(manifest -> manifest.file().startsWith(GATEWAY_API))
        .flatMap(manifest -> Node.parse(manifest.at("data", "deployment").text()).stream())
        .flatMap(Node::everything)
        .filter(node -> node.at("resources").exists())
        .map(container -> of(List.of(container.at("resources"))))
        .findAny()
        .orElse(SIDECAR);
  }

  private static int replicas(List<Manifest> layers) {
    String replicas = last(at(layers, "spec"), "replicas");
    return replicas.isEmpty() ? 1 : Integer.parseInt(replicas);
  }

  private static Requests of(List<Node> resources) {
    return Requests.of(last(resources, "requests", "cpu"), last(resources, "requests", "memory"));
  }

  private static List<Node> at(List<Manifest> layers, String... keys) {
    return layers.stream().map(layer -> layer.at(keys)).toList();
  }

  /** What the last layer says that says anything. */
  private static String last(List<Node> layers, String... keys) {
    return layers.stream()
        .map(layer -> layer.at(keys).text())
        .filter(text -> !text.isEmpty())
        .reduce("", (earlier, later) -> later);
  }

  /**
   * What is reserved.
   *
   * @param cpu thousandths of one
   * @param memory MiB
   */
  private record Requests(int cpu, int memory) {

    static final Requests NONE = new Requests(0, 0);

    static Requests of(String cpu, String memory) {
      return new Requests(
          cpu.endsWith("m") ? number(cpu) : 1000 * number(cpu),
          memory.endsWith("Gi") ? 1024 * number(memory) : number(memory));
    }

    private static int number(String quantity) {
      return Integer.parseInt(quantity.replaceAll("\\D", ""));
    }

    Requests plus(Requests other) {
      return new Requests(cpu + other.cpu, memory + other.memory);
    }

    Requests times(int pods) {
      return new Requests(cpu * pods, memory * pods);
    }

    /** The more of each. */
    Requests or(Requests other) {
      return new Requests(Math.max(cpu, other.cpu), Math.max(memory, other.memory));
    }
  }
}
