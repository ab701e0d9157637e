package com.storefront.system;

import static org.awaitility.Awaitility.await;

import com.storefront.local.servers.ChildProcess;
import com.storefront.local.servers.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One process of a service or the gateway, to be used and maltreated. */
final class Instance implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  private final String name;
  private final ChildProcess process;
  private final URI uri;
  private final URI readiness;
  private final Path log;

  /**
   * @param jar to run
   * @param folder for its log
   * @param ready answers 200 as soon as it is ready
   */
  Instance(
      String name, Path jar, Path folder, Map<String, String> environment, URI uri, URI ready) {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: run mvn package first");
    }
    this.name = name;
    this.uri = uri;
    this.readiness = ready;
    this.log = folder.resolve(name + ".log");
    var settings = new HashMap<>(environment);
    settings.put("SERVER_PORT", Integer.toString(uri.getPort()));
    this.process =
        new ChildProcess(
            name,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-jar",
                jar.toString()),
            settings,
            log,
            new PidFile(folder.resolve(name + ".pid"), jar.toString()));
  }

  /** Starts it, or starts it again; returns at once. */
  Instance start() {
    process.start();
    return this;
  }

  Instance awaitReady() {
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    var request = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
    await(name + " to be ready")
        .atMost(READY_WITHIN)
        .failFast(name + " ended while it was starting, see " + log, () -> !process.isAlive())
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
    return this;
  }

  /** Where it answers, without a path. */
  URI uri() {
    return uri;
  }

  /** Where its health and metrics are, without a path. */
  URI management() {
    return readiness.resolve("/");
  }

  /** SIGKILL: no chance to finish anything. */
  void kill() {
    process.kill();
  }

  void pause() {
    process.pause();
  }

  void resume() {
    process.resume();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.stop();
  }
}
