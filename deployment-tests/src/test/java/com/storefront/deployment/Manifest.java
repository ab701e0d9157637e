package com.storefront.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Kubernetes object, or a patch of one.
 *
 * @param file that it stands in
 */
record Manifest(String file, Node yaml) {

  static List<Manifest> all(Checkout checkout) {
    var all = new ArrayList<Manifest>();
    for (String file : checkout.files("k8s", ".yaml")) {
      for (Node document : Node.parse(checkout.text(file))) {
        all.add(new Manifest(file, document));
      }
    }
    return all;
  }

  static List<Manifest> all(Checkout checkout, String kind) {
    return all(checkout).stream().filter(manifest -> manifest.is(kind)).toList();
  }

  /** Without the overlays' patches. */
  static List<Manifest> base(Checkout checkout, String kind) {
    return all(checkout, kind).stream()
        .filter(manifest -> manifest.file().startsWith("k8s/base"))
        .toList();
  }

  boolean is(String kind) {
    return at("kind").text().equals(kind);
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

  /** Whether it makes pods, and is whole. */
  boolean isWorkload() {
    return Stream.of("Deployment", "StatefulSet", "Job").anyMatch(this::is)
        && pod().at("metadata", "labels").exists();
  }

  Node pod() {
    return at("spec", "template");
  }

  Stream<Node> containers() {
    return pod().at("spec", "containers").items().stream();
  }

  boolean hasPort(String name) {
    return ports().anyMatch(port -> port.at("name").text().equals(name));
  }

  Stream<Node> ports() {
    return containers().flatMap(container -> container.at("ports").items().stream());
  }

  /** How a complaint names it. */
  @Override
  public String toString() {
    return file + ": " + at("kind") + " " + name();
  }
}
