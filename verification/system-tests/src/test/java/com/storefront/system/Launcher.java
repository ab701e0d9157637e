package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.servers.LocalServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs {@code ./storefront verify} on the servers of these tests. */
record Launcher(Storefront storefront) {

  /** Exit status and output. */
  record Output(int status, String text) {

    List<String> about(String aggregate) {
      return text.lines().filter(line -> line.contains(" " + aggregate + ": ")).toList();
    }
  }

  Output verify(String... options) {
    var arguments = new ArrayList<>(List.of("verify", "--show", "1000"));
    arguments.addAll(List.of("--mongodb-uri", LocalServers.mongodbUri("admin")));
    arguments.addAll(List.of("--kafka", LocalServers.kafkaBootstrapServers()));
    for (Service service : Service.values()) {
      int management = storefront.service(service).management().getPort();
      arguments.addAll(List.of("--port", "%s=%d".formatted(service, management - 1)));
    }
    arguments.addAll(Arrays.asList(options));
    return run(arguments);
  }

  private static Output run(List<String> arguments) {
    Path jar = Storefront.HOME.resolve("tools/launcher/target/storefront.jar");
    assertThat(jar).exists();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-Dstorefront.home="
                    + Storefront.HOME.resolve("verification/system-tests/target/launcher"),
                "-jar",
                jar.toString()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = String.join("\n", process.inputReader().lines().toList());
      return new Output(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
