package com.storefront.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of the repository, with at most one planted mistake. */
record Checkout(Path root, Map<String, String> planted) {

  static Checkout actual() {
    return new Checkout(Path.of("../..").toAbsolutePath().normalize(), Map.of());
  }

  Checkout with(String file, String correct, String wrong) {
    String text = text(file);
    if (!text.contains(correct)) {
      throw new IllegalArgumentException(file + " does not contain \"" + correct + "\"");
    }
    return new Checkout(root, Map.of(file, text.replace(correct, wrong)));
  }

  String text(String file) {
    String changed = planted.get(file);
    try {
      return changed == null ? Files.readString(root.resolve(file)) : changed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below a folder with a suffix, sorted. */
  List<String> files(String folder, String suffix) {
    try (Stream<Path> found = Files.walk(root.resolve(folder))) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Node yaml(String file) {
    return Node.parse(text(file)).get(0);
  }
}
