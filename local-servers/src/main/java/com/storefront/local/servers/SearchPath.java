package com.storefront.local.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where this machine looks for programs. */
final class SearchPath {

  private SearchPath() {}

  /** The programs of this name, the one that would be run first. */
  static Stream<Path> programs(String name) {
    return programs(name, System.getenv("PATH"));
  }

  static Stream<Path> programs(String name, @Nullable String path) {
    return Arrays.stream((path == null ? "" : path).split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable);
  }
}
