package com.storefront.local.stack;

import com.storefront.local.servers.Jdk;
import com.storefront.local.servers.KafkaServer;
import com.storefront.local.servers.MongoServer;
import com.storefront.local.servers.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Everything that {@code up} starts, and stops again in the opposite order. */
final class Stack {

  private final Home home;
  private final Options options;
  private final Jdk jdk;
  private final Map<Part, AutoCloseable> started = new EnumMap<>(Part.class);
  private boolean stopping;

  private Stack(Home home, Options options, Jdk jdk) {
    this.home = home;
    this.options = options;
    this.jdk = jdk;
  }

  /** Returns when it is ready; it stops when the JVM is told to stop. */
  static void up(Home home, Options options) {
    long begin = System.nanoTime();
    FileLock lock = RunningStack.claim(home, options.ports());
    var stack = new Stack(home, options, Jdk.newest());
    if (options.monitoring() && !PrometheusServer.isInstalled()) {
      throw new StackFailure(
          "--monitoring needs prometheus on the PATH: install the package of that name (apt-get"
              + " install prometheus, brew install prometheus).");
    }
    stack.reap();
    stack.claimPorts();
    if (options.fresh()) {
      home.forgetData();
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stack.stop();
                  RunningStack.release(lock);
                }));
    stack.start();
    System.out.printf(Locale.ROOT, "Ready after %.1f s.%n%n", seconds(begin));
    System.out.println(Links.of(options.ports()));
    if (options.monitoring()) {
      System.out.printf(
          "  %-12s %s/targets  /alerts  /graph%n%n",
          Part.PROMETHEUS, options.ports().uri(Part.PROMETHEUS));
    }
    System.out.println("Ctrl-C stops it.");
  }

  /** A launcher that was killed may have left its children. */
  private void reap() {
    for (var part : Part.values()) {
      if (part != Part.KAFKA && home.pidFile(part).reap()) {
        System.out.printf("  stopped the %s of an earlier run%n", part);
      }
    }
  }

  private boolean isOwn(Part part) {
    return switch (part) {
      case MONGODB -> options.mongodbUri().isEmpty();
      case KAFKA -> options.kafka().isEmpty();
      case ACCOUNTS, ORDERS, FULFILLMENT, GATEWAY -> true;
      case PROMETHEUS -> options.monitoring();
    };
  }

  private void claimPorts() {
    for (var part : Part.values()) {
      if (isOwn(part)) {
        options.ports().claim(part);
      }
    }
  }

  private void start() {
    System.out.printf("Starting on Java %d, logs in .storefront/logs%n", jdk.version());
    together(List.of(Part.MONGODB, Part.KAFKA), this::start);
    together(Part.APPLICATIONS, this::start);
    start(Part.PROMETHEUS);
  }

  private void start(Part part) {
    if (!isOwn(part)) {
      return;
    }
    long begin = System.nanoTime();
    int port = options.ports().of(part);
    switch (part) {
      case MONGODB -> keep(part, MongoServer.start(home.data(part), port));
      case KAFKA -> keep(part, KafkaServer.start(home.data(part), port));
      case ACCOUNTS, ORDERS, FULFILLMENT, GATEWAY -> startApplication(part);
      case PROMETHEUS -> keep(part, startPrometheus(home.data(part), port));
    }
    System.out.printf(Locale.ROOT, "  %-12s ready after %4.1f s%n", part, seconds(begin));
  }

  private void startApplication(Part part) {
    var application =
        Application.start(part, home, jdk, environment(part, options), readiness(part));
    keep(part, application);
    application.awaitReady();
    application.onExit(() -> reportEnd(part));
  }

  /** Scrapes and judges as it does in containers. */
  private PrometheusServer startPrometheus(Path data, int port) {
    try {
      return PrometheusServer.start(
          data,
          port,
          Files.readString(home.repository().resolve("deploy/prometheus/prometheus.yml")),
          home.repository().resolve("k8s/base/monitoring/storefront.rules.yml"),
          Part.SERVICES.stream()
              .map(service -> "127.0.0.1:" + options.ports().managementOf(service))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void keep(Part part, AutoCloseable running) {
    started.put(part, running);
  }

  private synchronized void reportEnd(Part part) {
    if (!stopping) {
      System.out.printf("%s ended unexpectedly; see ./storefront logs %1$s.%n", part);
    }
  }

  private void stop() {
    synchronized (this) {
      stopping = true;
    }
    System.out.println("Stopping");
    together(List.of(Part.GATEWAY, Part.PROMETHEUS), this::stop);
    together(Part.SERVICES, this::stop);
    together(List.of(Part.KAFKA), this::stop);
    together(List.of(Part.MONGODB), this::stop);
    System.out.println("Stopped");
  }

  private void stop(Part part) {
    AutoCloseable running;
    synchronized (this) {
      running = started.remove(part);
    }
    try {
      if (running != null) {
        running.close();
      }
    } catch (Exception e) {
      System.out.printf("%s did not stop as it should: %s%n", part, e.getMessage());
    }
  }

  /** The first failure is the one that is told; the others usually follow from it. */
  private static void together(List<Part> parts, Consumer<Part> action) {
    var threads = Executors.newCachedThreadPool();
    try {
      CompletableFuture.allOf(
              parts.stream()
                  .map(part -> CompletableFuture.runAsync(() -> action.accept(part), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private URI readiness(Part part) {
    return part.isService()
        ? options.ports().managementUri(part).resolve("/actuator/health/readiness")
        : options.ports().uri(part).resolve("/");
  }

  static Map<String, String> environment(Part part, Options options) {
    var ports = options.ports();
    var environment = new HashMap<String, String>();
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("SERVER_PORT", Integer.toString(ports.of(part)));
    if (part.isService()) {
      var mongodb =
          options
              .mongodbUri()
              .orElse("mongodb://127.0.0.1:%d/?replicaSet=rs0".formatted(ports.of(Part.MONGODB)));
      environment.put("SPRING_MONGODB_URI", new MongodbUri(mongodb).of(part.toString()));
      environment.put(
          "SPRING_KAFKA_BOOTSTRAP_SERVERS",
          options.kafka().orElse("127.0.0.1:" + ports.of(Part.KAFKA)));
      environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
      environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.managementOf(part)));
      environment.put("STOREFRONT_SAMPLE_DATA_ENABLED", Boolean.toString(options.sampleData()));
    } else {
      for (var service : Part.SERVICES) {
        environment.put(
            "STOREFRONT_%s_PORT".formatted(service.name()), Integer.toString(ports.of(service)));
      }
    }
    return environment;
  }
}
