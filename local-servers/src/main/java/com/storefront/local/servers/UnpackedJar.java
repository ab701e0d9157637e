package com.storefront.local.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * An executable jar, unpacked once for each of its versions: it starts sooner than a jar of jars,
 * and a build can replace the original while it runs.
 */
public final class UnpackedJar {

  private final Path jar;
  private final Path folder;

  /**
   * @param folder for nothing else: other versions are deleted from it
   */
  public UnpackedJar(Path jar, Path folder) {
    this.jar = jar;
    this.folder = folder;
  }

  /**
   * The jar to run; its libraries are beside it.
   *
   * @param java the command that will run it
   */
  public Path unpack(Path java) {
    if (!Files.exists(jar)) {
      throw new ServerFailure("%s is missing: build it first.".formatted(jar));
    }
    try {
      var version = folder.resolve(digest());
      if (!Files.exists(version)) {
        if (Files.exists(folder)) {
          delete(folder);
        }
        Files.createDirectories(folder);
        var incomplete = Files.createTempDirectory(folder, "unpacking");
        extract(java, incomplete);
        Files.move(incomplete, version, StandardCopyOption.ATOMIC_MOVE);
      }
      return version.resolve(jar.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void extract(Path java, Path destination) throws IOException {
    var extraction =
        new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                destination.toString())
            .redirectErrorStream(true)
            .start();
    try (var output = extraction.inputReader()) {
      var said = String.join("\n", output.lines().toList());
      if (extraction.waitFor() != 0) {
        throw new ServerFailure("%s could not be unpacked: %s".formatted(jar, said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted while unpacking %s.".formatted(jar), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private String digest() throws IOException {
    try (var in = Files.newInputStream(jar);
        var out =
            new DigestOutputStream(
                OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(out);
      return HexFormat.of().formatHex(out.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
