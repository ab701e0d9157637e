package com.storefront.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Java installation; the newest that is found runs the services, whichever one built them. */
record Jdk(Path home, int version) {

  private static final int FIRST_THAT_ARCHIVES_BY_ITSELF = 19;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  static Jdk newest() {
    var userHome = System.getProperty("user.home");
    var ownHome = Path.of(System.getProperty("java.home"));
    return newestOf(
            Stream.concat(
                Stream.of(Optional.ofNullable(System.getenv("JAVA_HOME")), Optional.of(ownHome))
                    .flatMap(Optional::stream)
                    .map(Object::toString)
                    .map(Path::of),
                Stream.of(
                        "/usr/lib/jvm",
                        "/Library/Java/JavaVirtualMachines",
                        userHome + "/Library/Java/JavaVirtualMachines",
                        userHome + "/.sdkman/candidates/java",
                        userHome + "/.jdks",
                        "C:/Program Files/Java",
                        "C:/Program Files/Eclipse Adoptium")
                    .map(Path::of)
                    .flatMap(Jdk::children)))
        .orElseGet(() -> new Jdk(ownHome, Runtime.version().feature()));
  }

  static Optional<Jdk> newestOf(Stream<Path> homes) {
    return homes
        .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
        .map(Jdk::at)
        .filter(Objects::nonNull)
        .max(Comparator.comparingInt(Jdk::version));
  }

  static Stream<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var homes = Files.list(folder)) {
      return homes.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Jdk at(Path home) {
    if (!Files.isExecutable(java(home))) {
      return null;
    }
    try {
      var version = VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find() ? new Jdk(home, Integer.parseInt(version.group(1))) : null;
    } catch (IOException noReleaseFile) {
      return null;
    }
  }

  Path java() {
    return java(home);
  }

  private static Path java(Path home) {
    var unix = home.resolve("bin/java");
    return Files.exists(unix) ? unix : home.resolve("bin/java.exe");
  }

  /**
   * The machine serves one person: quick to start and small matters more than peak speed. A JVM
   * that can writes the classes it loaded to an archive when it ends, and starts from there next
   * time.
   */
  List<String> flags(int megabytes, Path archive) {
    var flags =
        new ArrayList<>(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx" + megabytes + "m",
                "--enable-native-access=ALL-UNNAMED"));
    if (version >= FIRST_THAT_ARCHIVES_BY_ITSELF) {
      flags.add("-XX:+AutoCreateSharedArchive");
      flags.add("-XX:SharedArchiveFile=" + archive);
      flags.add("-Xlog:disable"); // what could not be archived is nobody's business
    }
    return flags;
  }
}
