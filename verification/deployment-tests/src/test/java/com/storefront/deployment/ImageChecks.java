package com.storefront.deployment;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Images are pinned, those of the services to the version of the build; memory is limited. */
final class ImageChecks {

  private static final Pattern PINNED =
      Pattern.compile("[^@:\\s]+(:\\d+)?[^@:\\s]*(:v?\\d[^@\\s]*|@sha256:[0-9a-f]{64})");
  private static final long MAX_CORE_MEBIBYTES = 4096;
  private static final long MAX_MEBIBYTES = 6144;

  private ImageChecks() {}

  static void check(Checkout checkout, Report report) {
    String version =
        find(
            "<artifactId>storefront</artifactId>\\s*<version>([^<]+)</version>",
            checkout.text("pom.xml"));
    String prometheus =
        checkout
            .text("verification/control-plane/promtool/go.mod")
            .replaceAll(
                "(?s).*/prometheus v0\\.(\\d)0?(\\d+)\\.(\\d+)\n.*", "prom/prometheus:v$1.$2.$3");
    String dockerfile = checkout.text("Dockerfile");
    Node compose = checkout.yaml("docker-compose.yml");
    Stream<Node> yamls =
        Stream.concat(Manifest.all(checkout).stream().map(Manifest::yaml), Stream.of(compose));
    List<String> images =
        Stream.concat(
                yamls.flatMap(yaml -> yaml.find("image")).map(Node::text),
                Stream.of("JAVA", "MAVEN").map(name -> find("ARG " + name + "=(\\S+)", dockerfile)))
            .toList();
    for (String image : images) {
      report.expect(PINNED.matcher(image).matches(), image + " is not pinned");
      if (image.startsWith("storefront/")) {
        report.expect(image.endsWith(":" + version), image + " is not of version " + version);
      } else if (image.startsWith("prom/prometheus:")) {
        report.expectEqual("image that promtool checks", image, prometheus);
      }
    }
    for (Manifest deployment : Manifest.base(checkout, "Deployment")) {
      if (deployment.namespace().equals("dev")) {
        report.expectEqual(
            deployment + ": version", deployment.labels().at("version").text(), version);
      }
    }
    report.expectEqual(
        "version of the image labels", find("image\\.version=\"([^\"]+)\"", dockerfile), version);
    checkBuilds(compose, dockerfile, checkout.text(".dockerignore"), report);
    checkMemory(compose, report);
  }

  private static void checkBuilds(Node compose, String dockerfile, String ignored, Report report) {
    for (var service : compose.at("services").entries().entrySet()) {
      if (service.getValue().at("build").exists()) {
        String name = service.getKey();
        String module = name + "-service";
        report.expect(
            find("(?s)-pl (\\S+)", dockerfile).contains(module),
            "Dockerfile: Maven does not build " + module);
        report.expect(
            ignored.contains("!" + module + "/target/" + name + ".jar"),
            ".dockerignore excludes the jar of " + name);
      }
    }
  }

  private static String find(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : "missing";
  }

  private static void checkMemory(Node compose, Report report) {
    long core = 0;
    long all = 0;
    for (Node service : compose.at("services").entries().values()) {
      String limit = service.at("mem_limit").text();
      report.expect(limit.matches("\\d+m"), "docker-compose.yml: mem_limit is missing");
      long mebibytes = limit.matches("\\d+m") ? Long.parseLong(limit.replace("m", "")) : 0;
      all += mebibytes;
      core += service.at("profiles").exists() ? 0 : mebibytes;
    }
    report.expect(core <= MAX_CORE_MEBIBYTES, "core services may use " + core + " MiB");
    report.expect(all <= MAX_MEBIBYTES, "all services may use " + all + " MiB");
  }
}
