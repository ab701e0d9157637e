package com.storefront.local.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An executable jar, unpacked once for each of its versions: it starts sooner than a jar of jars,
 * and a build can replace the original while it runs.
 */
final class UnpackedJar {

  private final Path jar;
  private final Path folder;

  UnpackedJar(Path jar, Path folder) {
    this.jar = jar;
    this.folder = folder;
  }

  /** The jar to run; its libraries are beside it. */
  Path unpack(Jdk jdk) {
    if (!Files.exists(jar)) {
      throw new StackFailure("%s is missing: build it first.".formatted(jar));
    }
    try {
      var version = folder.resolve(digest());
      if (!Files.exists(version)) {
        if (Files.exists(folder)) {
          Home.delete(folder);
        }
        Files.createDirectories(folder);
        var incomplete = Files.createTempDirectory(folder, "unpacking");
        extract(jdk, incomplete);
        Files.move(incomplete, version, StandardCopyOption.ATOMIC_MOVE);
      }
      return version.resolve(jar.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void extract(Jdk jdk, Path destination) throws IOException {
    var extraction =
        new ProcessBuilder(
                jdk.java().toString(),
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
        throw new StackFailure("%s could not be unpacked: %s".formatted(jar, said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while unpacking %s.".formatted(jar));
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
