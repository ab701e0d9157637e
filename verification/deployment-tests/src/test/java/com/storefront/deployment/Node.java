package com.storefront.deployment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A node of a YAML document; missing if its value is null. */
record Node(@Nullable Object value) {

  static final Node MISSING = new Node(null);

  private static final Map<String, List<Node>> PARSED = new ConcurrentHashMap<>();

  /** Parses the documents of a text; a duplicate key is an error. */
  static List<Node> parse(String yaml) {
    return PARSED.computeIfAbsent(
        yaml,
        text -> {
          var options = new LoaderOptions();
          options.setAllowDuplicateKeys(false);
          var documents = new ArrayList<Node>();
          new Yaml(new SafeConstructor(options))
              .loadAll(text)
              .forEach(document -> documents.add(new Node(document)));
          return documents;
        });
  }

  /** The node below these keys. */
  Node at(String... keys) {
    Object found = value;
    for (String key : keys) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return new Node(found);
  }

  /** All nodes below these keys, at any depth. */
  Stream<Node> find(String... keys) {
    return all().map(node -> node.at(keys)).filter(Node::exists);
  }

  /** This node and all nodes in it. */
  Stream<Node> all() {
    return Stream.concat(
        Stream.of(this),
        Stream.concat(items().stream(), entries().values().stream()).flatMap(Node::all));
  }

  boolean exists() {
    return value != null;
  }

  String text() {
    return value == null ? "" : value.toString();
  }

  int number() {
    return value == null ? -1 : Integer.parseInt(text());
  }

  List<Node> items() {
    return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
  }

  List<String> texts() {
    return items().stream().map(Node::text).toList();
  }

  Map<String, Node> entries() {
    var entries = new LinkedHashMap<String, Node>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> entries.put(key.toString(), new Node(entry)));
    }
    return entries;
  }

  /** Merges a patch as Kubernetes does: lists of named objects by name, other lists as a whole. */
  Node patchedBy(Node patch) {
    if (value instanceof Map && patch.value() instanceof Map) {
      Map<String, @Nullable Object> merged = new LinkedHashMap<>();
      entries().forEach((key, entry) -> merged.put(key, entry.value()));
      patch.entries().forEach((key, entry) -> merged.put(key, at(key).patchedBy(entry).value()));
      return new Node(merged);
    }
    if (patch.items().stream().anyMatch(item -> item.at("name").exists())) {
      Map<String, @Nullable Object> merged = new LinkedHashMap<>();
      for (Node item : Stream.concat(items().stream(), patch.items().stream()).toList()) {
        Node earlier = new Node(merged.get(item.at("name").text()));
        merged.put(item.at("name").text(), earlier.patchedBy(item).value());
      }
      return new Node(new ArrayList<>(merged.values()));
    }
    return patch.exists() ? patch : this;
  }

  @Override
  public String toString() {
    return text();
  }
}
