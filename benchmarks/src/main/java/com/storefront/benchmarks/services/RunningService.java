package com.storefront.benchmarks.services;

import com.storefront.local.servers.ChildProcess;
import com.storefront.local.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One service that runs alone, and those who use it. */
final class RunningService implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final ChildProcess process;
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningService(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Returns when the readiness probe is answered with UP.
   *
   * @throws IllegalStateException if it ends, or is not ready in time
   */
  static RunningService whenReady(ChildProcess process, int port, int managementPort) {
    var service = new RunningService(process, port);
    var readiness = uri(managementPort, "/actuator/health/readiness");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!service.isUp(readiness)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        service.close();
        throw new IllegalStateException("not ready; its last words:\n" + process.lastWords());
      }
      pause(LOOK_AGAIN);
    }
    return service;
  }

  private boolean isUp(URI readiness) {
    try {
      return send(HttpRequest.newBuilder(readiness).build()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The body of a GET that is answered 200. */
  String get(String path) {
    return ask(HttpRequest.newBuilder(uri(port, path)).build());
  }

  /** The body of a POST that is answered with success. */
  String post(String path, @Nullable String json, String... headers) {
    var request =
        HttpRequest.newBuilder(uri(port, path))
            .header("Content-Type", "application/json")
            .POST(json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    return ask(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  private String ask(HttpRequest request) {
    try {
      var answer = send(request);
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "%s: %d %s".formatted(request, answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(int port, String path) {
    return URI.create("http://%s:%d%s".formatted(Ports.LOOPBACK, port, path));
  }

  /** CPU time so far. */
  Duration cpu() {
    return ProcessHandle.of(process.pid())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  long residentMebibytes() {
    return Memory.residentMebibytes(process.pid());
  }

  /** Freezes it while something is prepared (SIGSTOP). */
  void whileFrozen(Runnable preparation) {
    process.pause();
    try {
      preparation.run();
    } finally {
      process.resume();
    }
  }

  private static void pause(Duration length) {
    try {
      TimeUnit.MILLISECONDS.sleep(length.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.stop();
  }
}
