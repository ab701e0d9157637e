package com.storefront.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Java installation; any that is found can run the services, whichever one built them. */
public record Jdk(Path home, int version) {

  private static final int FIRST_THAT_ARCHIVES_BY_ITSELF = 19;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  /** The newest that is found. */
  public static Jdk newest() {
    var found = found();
    return found.get(found.size() - 1);
  }

  /** One of each version that is found, oldest first: at least the one that runs this. */
  public static List<Jdk> found() {
    var userHome = System.getProperty("user.home");
    var ownHome = Path.of(System.getProperty("java.home"));
    return eachOf(
        Stream.concat(
            Stream.of(new Jdk(ownHome, Runtime.version().feature())),
            at(
                Stream.concat(
                    Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).stream(),
                    Stream.of(
                            "/usr/lib/jvm",
                            "/Library/Java/JavaVirtualMachines",
                            userHome + "/Library/Java/JavaVirtualMachines",
                            userHome + "/.sdkman/candidates/java",
                            userHome + "/.jdks",
                            "C:/Program Files/Java",
                            "C:/Program Files/Eclipse Adoptium")
                        .map(Path::of)
                        .flatMap(Jdk::children)))));
  }

  /** The first of each version. */
  static List<Jdk> eachOf(Stream<Jdk> jdks) {
    var byVersion = new TreeMap<Integer, Jdk>();
    jdks.forEach(jdk -> byVersion.putIfAbsent(jdk.version(), jdk));
    return List.copyOf(byVersion.values());
  }

  static Stream<Jdk> at(Stream<Path> homes) {
    return homes
        .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
        .map(Jdk::at)
        .filter(Objects::nonNull);
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

  /** The command. */
  public Path java() {
    return java(home);
  }

  private static Path java(Path home) {
    var unix = home.resolve("bin/java");
    return Files.exists(unix) ? unix : home.resolve("bin/java.exe");
  }

  /**
   * For a machine that serves one person: quick to start and small matters more than peak speed.
   */
  public List<String> flags(int megabytes) {
    return List.of(
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xms" + megabytes / 4 + "m",
        "-Xmx" + megabytes + "m",
        "--enable-native-access=ALL-UNNAMED");
  }

  /**
   * Has the JVM write the classes it loaded to an archive when it ends, and start from there next
   * time. One older than 19 does without an archive that no longer fits, for good.
   */
  public List<String> archiving(Path archive) {
    var flags = new ArrayList<String>();
    if (version >= FIRST_THAT_ARCHIVES_BY_ITSELF) {
      flags.add("-XX:+AutoCreateSharedArchive");
    }
    flags.add(
        (version >= FIRST_THAT_ARCHIVES_BY_ITSELF || Files.exists(archive)
                ? "-XX:SharedArchiveFile="
                : "-XX:ArchiveClassesAtExit=")
            + archive);
    flags.add("-Xlog:disable"); // what could not be archived is nobody's business
    return flags;
  }
}
