package com.storefront.deployment;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Images are pinned; ours have the version that is built, Prometheus that of promtool. */
final class ImageChecks {

  private static final Pattern PINNED =
      Pattern.compile("[^@:\\s]+(:\\d+)?[^@:\\s]*(:v?\\d[^@\\s]*|@sha256:[0-9a-f]{64})");
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>storefront</artifactId>\\s*<version>([^<]+)</version>");
  private static final String PROMTOOL = "(?s).*/prometheus v0\\.(\\d)0?(\\d+)\\.(\\d+)\n.*";
  private static final Pattern DEFAULT = Pattern.compile("ARG JAVA=(\\S+)");
  private static final long GIBIBYTE = 1024;
  private static final long CORE = 4 * GIBIBYTE;
  private static final long ALL = 6 * GIBIBYTE;

  private ImageChecks() {}

  static void check(Checkout checkout, Complaints complaints) {
    var pom = VERSION.matcher(checkout.text("pom.xml"));
    String version = pom.find() ? pom.group(1) : "unknown";
    List<String> images =
        Stream.concat(
                Manifest.all(checkout).stream().flatMap(manifest -> manifest.yaml().everything()),
                checkout.yaml("docker-compose.yml").everything())
            .map(node -> node.at("image"))
            .filter(Node::exists)
            .map(Node::text)
            .toList();
    images.forEach(image -> image(image, version, complaints));

    String prometheus =
        checkout
            .text("k8s/control-plane/promtool/go.mod")
            .replaceAll(PROMTOOL, "prom/prometheus:v$1.$2.$3");
    images.stream()
        .filter(image -> image.startsWith("prom/prometheus:"))
        .forEach(image -> complaints.unlessEqual(image, prometheus, "image that promtool checks"));

    var base = DEFAULT.matcher(checkout.text("Dockerfile"));
    image(base.find() ? base.group(1) : "none", version, complaints);

    for (Manifest deployment : Manifest.base(checkout, "Deployment")) {
      if (deployment.namespace().equals("dev")) {
        complaints.unlessEqual(
            deployment.pod().at("metadata", "labels", "version").text(),
            version,
            "%s: version",
            deployment);
      }
    }
    memory(checkout, complaints);
  }

  private static void image(String image, String version, Complaints complaints) {
    complaints.unless(PINNED.matcher(image).matches(), "image %s is not pinned", image);
    if (image.startsWith("storefront/")) {
      complaints.unless(
          image.endsWith(":" + version), "image %s is not of version %s", image, version);
    }
  }

  private static void memory(Checkout checkout, Complaints complaints) {
    long core = 0;
    long all = 0;
    for (Node service : checkout.yaml("docker-compose.yml").at("services").entries().values()) {
      String limit = service.at("mem_limit").text();
      complaints.unless(limit.matches("\\d+m"), "docker-compose.yml: a service has no mem_limit");
      long mebibytes = limit.matches("\\d+m") ? Long.parseLong(limit.replace("m", "")) : 0;
      all += mebibytes;
      core += service.at("profiles").exists() ? 0 : mebibytes;
    }
    complaints.unless(core <= CORE, "docker-compose.yml: the core may take %d MiB", core);
    complaints.unless(all <= ALL, "docker-compose.yml: all may take %d MiB", all);
  }
}
