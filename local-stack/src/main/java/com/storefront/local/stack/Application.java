package com.storefront.local.stack;

import com.storefront.local.servers.ChildProcess;
import com.storefront.local.servers.Jdk;
import com.storefront.local.servers.UnpackedJar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service or the gateway, as a process of its own. */
final class Application implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Part part;
  private final ChildProcess process;
  private final URI readiness;

  private Application(Part part, ChildProcess process, URI readiness) {
    this.part = part;
    this.process = process;
    this.readiness = readiness;
  }

  static Application start(
      Part part, Home home, Jdk jdk, Map<String, String> environment, URI readiness) {
    var jar = new UnpackedJar(home.jar(part), home.unpacked(part)).unpack(jdk.java());
    var process =
        new ChildProcess(
            part.toString(),
            command(part, jdk, jar),
            environment,
            home.log(part),
            home.pidFile(part));
    process.start();
    return new Application(part, process, readiness);
  }

  private static List<String> command(Part part, Jdk jdk, Path jar) {
    var command = new ArrayList<String>();
    command.add(jdk.java().toString());
    command.addAll(jdk.flags(part.isService() ? 256 : 96));
    command.addAll(jdk.archiving(jar.resolveSibling("%s-%d.jsa".formatted(part, jdk.version()))));
    command.add("-jar");
    command.add(jar.toString());
    return command;
  }

  /**
   * @throws StackFailure if it ends, or is not ready in time
   */
  void awaitReady() {
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    var request = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady(http, request)) {
      if (!process.isAlive()) {
        throw new StackFailure(
            "%s ended while it was starting. Its last words:%n%s"
                .formatted(part, process.lastWords()));
      }
      if (System.nanoTime() > deadline) {
        throw new StackFailure(
            "%s is not ready after %d s; see ./storefront logs %1$s."
                .formatted(part, PATIENCE.toSeconds()));
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
      throw new StackFailure("Interrupted while waiting for %s.".formatted(request.uri()));
    }
  }

  /** Runs when the process ends, expected or not. */
  void onExit(Runnable action) {
    ProcessHandle.of(process.pid()).ifPresent(handle -> handle.onExit().thenRun(action));
  }

  @Override
  public void close() {
    process.stop();
  }
}
