package com.storefront.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The Prometheus of this machine, with a configuration that was written for another. */
public final class PrometheusServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final URI uri;

  private PrometheusServer(ChildProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  public static boolean isInstalled() {
    return binary().isPresent();
  }

  private static Optional<Path> binary() {
    return SearchPath.programs("prometheus").findFirst();
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param folder for its data, configuration and log
   * @param port where it answers people
   * @param configuration of a Prometheus that runs elsewhere, of which all is taken over but where
   *     rules and targets are
   * @param rules that it evaluates
   * @param targets that it scrapes, host and port each
   * @throws ServerFailure if it is not installed, does not start or refuses the configuration
   */
  public static PrometheusServer start(
      Path folder, int port, String configuration, Path rules, List<String> targets) {
    Path binary =
        binary()
            .orElseThrow(
                () ->
                    new ServerFailure(
                        "There is no prometheus on the PATH: install the package of that name."));
    Ports.claim(port, "Prometheus");
    Path file = folder.toAbsolutePath().resolve("prometheus.yml");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, adapted(configuration, rules, targets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var process =
        new ChildProcess(
            "Prometheus",
            List.of(
                binary.toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.toAbsolutePath().resolve("series"),
                "--storage.tsdb.retention.time=2d",
                "--web.listen-address=%s:%d".formatted(Ports.LOOPBACK, port),
                "--log.level=warn"),
            Map.of(),
            log(folder),
            pidFile(folder));
    process.start();
    var server =
        new PrometheusServer(process, URI.create("http://%s:%d".formatted(Ports.LOOPBACK, port)));
    server.awaitReady();
    return server;
  }

  static String adapted(String configuration, Path rules, List<String> targets) {
    String quoted =
        targets.stream().map(target -> '"' + target + '"').collect(Collectors.joining(", "));
    return configuration
        .replaceAll("rule_files: \\[.*]", "rule_files: [\"" + rules.toAbsolutePath() + "\"]")
        .replaceAll("targets: \\[.*]", "targets: [" + quoted + "]");
  }

  public static Path log(Path folder) {
    return folder.resolve("prometheus.log");
  }

  public static PidFile pidFile(Path folder) {
    return new PidFile(
        folder.resolve("prometheus.pid"), folder.toAbsolutePath().resolve("prometheus.yml") + "");
  }

  private void awaitReady() {
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    var request =
        HttpRequest.newBuilder(uri.resolve("/-/ready")).timeout(Duration.ofSeconds(5)).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady(http, request)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String lastWords = process.lastWords();
        process.stop();
        throw new ServerFailure("Prometheus did not start. Its last words:\n" + lastWords);
      }
    }
  }

  private static boolean isReady(HttpClient http, HttpRequest request) {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted while waiting for Prometheus.");
    }
  }

  /** Where it answers, without a path. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.stop();
  }
}
