package com.storefront.deployment;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands of k8s/README.md name what exists, as far as that can be known without a cluster.
 */
final class ReadmeChecks {

  private static final String README = "k8s/README.md";
  private static final int MAX_STEPS = 10;

  /** A local path after an option that reads it. */
  private static final Pattern FILE =
      Pattern.compile("(?:-[kf] |^)(k8s/[\\w./-]+)", Pattern.MULTILINE);

  private static final Pattern FORWARD =
      Pattern.compile("-n (\\S+) port-forward service/(\\S+) (?:\\d+:)?(\\d+)");
  private static final Pattern IMAGES =
      Pattern.compile("for s in ([a-z ]+); do minikube image load (\\S+);");
  private static final Pattern BUILD =
      Pattern.compile("^docker compose build (.*)$", Pattern.MULTILINE);
  private static final Pattern STEP = Pattern.compile("^# (\\d+) ", Pattern.MULTILINE);

  /** Namespaces whose services are not in the manifests. */
  private static final Set<String> OTHERS = Set.of("istio-system");

  private ReadmeChecks() {}

  static void check(Checkout checkout, Report report) {
    String readme = checkout.text(README);
    report.expect(
        matches(STEP, readme).allMatch(step -> Integer.parseInt(step.group(1)) <= MAX_STEPS),
        "the walk has more than " + MAX_STEPS + " steps");
    checkFiles(checkout, readme, report);
    checkImages(checkout, readme, report);
    matches(FORWARD, readme)
        .filter(forward -> !OTHERS.contains(forward.group(1)))
        .filter(forward -> !forward.group(2).endsWith("-istio")) // created by Istio
        .forEach(
            forward ->
                report.expect(
                    hasPort(checkout, forward.group(1), forward.group(2), forward.group(3)),
                    "no such service and port: " + forward.group()));
    report.expect(
        !readme.contains("docker-env"), "docker-env works only with one of minikube's runtimes");
  }

  private static void checkFiles(Checkout checkout, String readme, Report report) {
    List<String> files = checkout.files("k8s", "");
    matches(FILE, readme)
        .map(match -> match.group(1))
        .forEach(
            path ->
                report.expect(
                    files.contains(path) || files.contains(path + "/kustomization.yaml"),
                    path + " does not exist"));
  }

  /**
   * Docker builds and minikube loads exactly the images that the services of the base and the
   * console use.
   */
  private static void checkImages(Checkout checkout, String readme, Report report) {
    Set<String> used =
        Manifest.all(checkout, "Deployment").stream()
            .filter(it -> it.isBase() || it.file().startsWith("k8s/components/console/"))
            .flatMap(Manifest::containers)
            .map(container -> container.at("image").text())
            .filter(image -> image.startsWith("storefront/"))
            .collect(Collectors.toSet());
    Set<String> loaded =
        matches(IMAGES, readme)
            .flatMap(
                load ->
                    Stream.of(load.group(1).split(" "))
                        .map(service -> load.group(2).replace("$s", service)))
            .collect(Collectors.toSet());
    Set<String> built =
        matches(BUILD, readme)
            .flatMap(build -> Stream.of(build.group(1).split(" ")))
            .map(service -> checkout.yaml("docker-compose.yml").at("services", service, "image"))
            .map(Node::text)
            .collect(Collectors.toSet());
    report.expectEqual("the set of images that minikube loads", loaded, used);
    report.expectEqual("the set of images that Docker builds", built, used);
  }

  private static boolean hasPort(Checkout checkout, String namespace, String name, String port) {
    return Manifest.all(checkout, "Service").stream()
        .filter(service -> service.namespace().equals(namespace) && service.name().equals(name))
        .flatMap(service -> service.at("spec", "ports").items().stream())
        .anyMatch(it -> Objects.equals(it.at("port").text(), port));
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
