package com.storefront.local.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the {@code mongod} of this machine: named, on the path, or fetched. */
final class MongodBinary {

  /** Names the binary; as an environment variable, {@code STOREFRONT_MONGOD}. */
  static final String PROPERTY = "storefront.mongod";

  private MongodBinary() {}

  static Optional<Path> find() {
    return named(System.getProperty(PROPERTY, System.getenv("STOREFRONT_MONGOD")))
        .or(() -> onPath(System.getenv("PATH")))
        .or(() -> MongodPackage.ofThisUser().binary());
  }

  static Optional<Path> named(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return Optional.empty();
    }
    var binary = Path.of(name);
    if (!Files.isExecutable(binary)) {
      throw new ServerFailure(
          "%s names %s, which is no program: correct it or leave it away."
              .formatted(PROPERTY, binary));
    }
    return Optional.of(binary);
  }

  static Optional<Path> onPath(@Nullable String path) {
    return SearchPath.programs(isWindows() ? "mongod.exe" : "mongod", path)
        .filter(MongodBinary::runs)
        .findFirst();
  }

  /** A binary made for another system, or one whose libraries are missing, is none. */
  static boolean runs(Path binary) {
    try {
      return new ProcessBuilder(binary.toString(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isWindows() {
    return File.separatorChar == '\\';
  }
}
