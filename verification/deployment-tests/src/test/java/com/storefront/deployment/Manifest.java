package com.storefront.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Kubernetes object, or a patch of one. */
record Manifest(String file, Node yaml) {

  private static final String READERS = "k8s/components/readers/orders-reader.yaml";

  static List<Manifest> all(Checkout checkout) {
    var all = new ArrayList<Manifest>();
    for (String file : checkout.files("k8s", ".yaml")) {
      Node.parse(checkout.text(file)).forEach(document -> all.add(new Manifest(file, document)));
    }
    return all;
  }

  static List<Manifest> all(Checkout checkout, String kind) {
    return all(checkout).stream().filter(manifest -> manifest.is(kind)).toList();
  }

  /** Without the patches of overlays and components. */
  static List<Manifest> base(Checkout checkout, String kind) {
    return all(checkout, kind).stream().filter(Manifest::isBase).toList();
  }

  static List<Manifest> workloads(Checkout checkout) {
    return all(checkout).stream().filter(Manifest::isWorkload).toList();
  }

  boolean is(String kind) {
    return at("kind").text().equals(kind);
  }

  boolean isBase() {
    return file.startsWith("k8s/base") || file.equals(READERS);
  }

  /** Whether it creates pods and is complete. */
  boolean isWorkload() {
    return (is("Deployment") || is("StatefulSet") || isJob()) && labels().exists();
  }

  /** Whether its pods end. */
  boolean isJob() {
    return is("Job") || is("CronJob");
  }

  String name() {
    return at("metadata", "name").text();
  }

  String namespace() {
    return at("metadata", "namespace").text();
  }

  Node at(String... keys) {
    return yaml.at(keys);
  }

  Node pod() {
    return is("CronJob") ? at("spec", "jobTemplate", "spec", "template") : at("spec", "template");
  }

  Node labels() {
    return pod().at("metadata", "labels");
  }

  /** Whether the labels of its pods include all of these, and there are any. */
  boolean isSelectedBy(Node selector) {
    return !selector.entries().isEmpty()
        && labels().entries().entrySet().containsAll(selector.entries().entrySet());
  }

  Stream<Node> containers() {
    return pod().at("spec", "containers").items().stream();
  }

  Stream<Node> ports() {
    return containers().flatMap(container -> container.at("ports").items().stream());
  }

  boolean hasPort(String name) {
    return ports().anyMatch(port -> port.at("name").text().equals(name));
  }

  @Override
  public String toString() {
    return file + ": " + at("kind") + " " + name();
  }
}
