package com.storefront.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.kafka.common.utils.Utils;

/**
 * An executable jar of Spring Boot, extracted into a folder. It starts faster than the original,
 * its first run leaves an archive of the loaded classes with which later runs start faster still,
 * and a build can replace the original while it runs.
 */
public record UnpackedJar(Path jar) {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * Extracts the jar, unless this build of it has been extracted before.
   *
   * @param folder for nothing else: earlier builds are deleted from it
   */
  public static UnpackedJar of(Path original, Path folder) {
    if (!Files.exists(original)) {
      throw new ServerFailure("%s is missing. Build it with: mvn package".formatted(original));
    }
    try {
      var build = folder.resolve(checksum(original));
      if (!Files.exists(build)) {
        Utils.delete(folder.toFile());
        Files.createDirectories(folder);
        var incomplete = Files.createTempDirectory(folder, "incomplete");
        extract(original, incomplete);
        Files.move(incomplete, build, StandardCopyOption.ATOMIC_MOVE);
      }
      return new UnpackedJar(build.resolve(original.getFileName()).toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the content: reproducible builds give each build of a jar the same time. */
  private static String checksum(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      String entries =
          zip.stream().map(it -> it.getName() + it.getCrc()).collect(Collectors.joining("\n"));
      return UUID.nameUUIDFromBytes(entries.getBytes(StandardCharsets.UTF_8)).toString();
    }
  }

  private static void extract(Path jar, Path folder) {
    if (!ChildProcess.succeeds(
        JAVA,
        "-XX:TieredStopAtLevel=1",
        "-Djarmode=tools",
        "-jar",
        jar.toString(),
        "extract",
        "--force",
        "--destination",
        folder.toString())) {
      throw new ServerFailure(
          "%s could not be extracted. Build it again with: mvn package".formatted(jar));
    }
  }

  /**
   * Runs it on the Java of this JVM, for one user: a quick start and little memory matter more than
   * peak speed.
   *
   * @param megabytes the largest heap
   */
  public List<String> command(int megabytes) {
    return List.of(
        JAVA,
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xms" + megabytes / 4 + "m",
        "-Xmx" + megabytes + "m",
        "--enable-native-access=ALL-UNNAMED",
        (Files.exists(archive()) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=")
            + archive(),
        "-Xlog:disable", // no warnings about classes that cannot be archived
        "-jar",
        jar.toString());
  }

  /** The archive that a run leaves when it ends; another Java version cannot use it. */
  public Path archive() {
    return jar.resolveSibling("classes-%s.jsa".formatted(Runtime.version()));
  }
}
