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

/** A place in a YAML document, which may be empty. */
record Node(@Nullable Object value) {

  private static final Map<String, List<Node>> PARSED = new ConcurrentHashMap<>();

  /**
   * The documents of a text, each of which is parsed once. A key that is written twice is an error.
   */
  static List<Node> parse(String yaml) {
    return PARSED.computeIfAbsent(yaml, Node::parseAnew);
  }

  private static List<Node> parseAnew(String yaml) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var documents = new ArrayList<Node>();
    new Yaml(new SafeConstructor(options))
        .loadAll(yaml)
        .forEach(document -> documents.add(new Node(document)));
    return documents;
  }

  /** Where the keys lead, one below the other. */
  Node at(String... keys) {
    Object found = value;
    for (String key : keys) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return new Node(found);
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

  Map<String, Node> entries() {
    var entries = new LinkedHashMap<String, Node>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> entries.put(key.toString(), new Node(entry)));
    }
    return entries;
  }

  /** This and all that is in it. */
  Stream<Node> everything() {
    return Stream.concat(
        Stream.of(this),
        Stream.concat(items().stream(), entries().values().stream()).flatMap(Node::everything));
  }

  /** Whether it has every one of the labels, and there are any. */
  boolean isSelectedBy(Node labels) {
    return !labels.entries().isEmpty()
        && entries().entrySet().containsAll(labels.entries().entrySet());
  }

  @Override
  public String toString() {
    return text();
  }
}
