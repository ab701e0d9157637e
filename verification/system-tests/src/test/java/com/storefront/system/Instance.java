package com.storefront.system;

import static org.awaitility.Awaitility.await;

import com.storefront.servers.ChildProcess;
import com.storefront.servers.PidFile;
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
 * A process of a service or the gateway.
 *
 * <p>The first one that shuts down writes a class data archive, which makes later starts faster.
 */
final class Instance implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
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
   * @param folder of its log
   * @param ready answers 200 when the process is ready
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

  /** Starts or restarts the process without waiting until it is ready. */
  Instance start() {
    return start(
        List.of(
            (hasArchive() ? USE_ARCHIVE : "-XX:ArchiveClassesAtExit=") + archive(),
            "-jar",
            jar.toString()));
  }

  /** Starts the process with a jar added to its class path. */
  Instance startWith(Path extension) {
    return start(
        List.of(USE_ARCHIVE + archive(), "-cp", jar + File.pathSeparator + extension, mainClass()));
  }

  private Instance start(List<String> arguments) {
    var command = new ArrayList<>(JAVA);
    command.addAll(arguments);
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

  /** Whether a class data archive exists. */
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
        .atMost(START_TIMEOUT)
        .failFast(name + " ended during its start, see " + log, () -> !process.isAlive())
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
    return this;
  }

  /** The service, without a path. */
  URI uri() {
    return uri;
  }

  /** Health and metrics, without a path. */
  URI management() {
    return readiness.resolve("/");
  }

  /** Sends SIGKILL. */
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
