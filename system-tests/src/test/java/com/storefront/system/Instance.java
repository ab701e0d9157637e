package com.storefront.system;

import static org.awaitility.Awaitility.await;

import com.storefront.local.servers.ChildProcess;
import com.storefront.local.servers.PidFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * One process of a service or the gateway, to be used and maltreated.
 *
 * <p>The first that ends in peace leaves an archive of its classes, with which others start sooner.
 */
final class Instance implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx192m",
          "-Xlog:disable");

  private static final String USE_ARCHIVE = "-XX:SharedArchiveFile=";

  private final String name;
  private final Path jar;
  private final Map<String, String> settings;
  private final URI uri;
  private final URI readiness;
  private final Path log;
  private final PidFile pidFile;

  private ChildProcess process;

  /**
   * @param jar to run, unpacked
   * @param folder for its log
   * @param ready answers 200 as soon as it is ready
   */
  Instance(
      String name, Path jar, Path folder, Map<String, String> environment, URI uri, URI ready) {
    this.name = name;
    this.jar = jar;
    this.settings = new HashMap<>(environment);
    this.settings.put("SERVER_PORT", Integer.toString(uri.getPort()));
    this.uri = uri;
    this.readiness = ready;
    this.log = folder.resolve(name + ".log");
    this.pidFile = new PidFile(folder.resolve(name + ".pid"), jar.toString());
  }

  /** Starts it, or starts it again; returns at once. */
  Instance start() {
    return start(
        List.of(
            (hasArchive() ? USE_ARCHIVE : "-XX:ArchiveClassesAtExit=") + archive(),
            "-jar",
            jar.toString()));
  }

  /** Starts it with more on its class path than it was built with. */
  Instance startWith(Path starter) {
    return start(
        List.of(USE_ARCHIVE + archive(), "-cp", jar + File.pathSeparator + starter, mainClass()));
  }

  private Instance start(List<String> what) {
    var command = new ArrayList<>(JAVA);
    command.addAll(what);
    process = new ChildProcess(name, command, settings, log, pidFile);
    process.start();
    return this;
  }

  private String mainClass() {
    try (var file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it starts with an archive of its classes. */
  boolean hasArchive() {
    return Files.exists(archive());
  }

  private Path archive() {
    return jar.resolveSibling("classes.jsa");
  }

  boolean isAlive() {
    return process != null && process.isAlive();
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
