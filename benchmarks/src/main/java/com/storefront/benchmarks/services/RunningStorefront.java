package com.storefront.benchmarks.services;

import com.storefront.local.servers.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Where the storefront that {@code ./storefront up} started can be found, and what it costs. */
record RunningStorefront(ProcessHandle launcher, Properties ports) {

  static final List<String> SERVICES = List.of("accounts", "orders", "fulfillment");

  /**
   * @throws IllegalStateException if none runs
   */
  static RunningStorefront find() {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(Path.of(".storefront", "run", "stack.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("No storefront runs: ./storefront up starts it.");
    }
    return ProcessHandle.of(Long.parseLong(properties.getProperty("launcher")))
        .filter(ProcessHandle::isAlive)
        .map(launcher -> new RunningStorefront(launcher, properties))
        .orElseThrow(
            () -> new IllegalStateException("No storefront runs: ./storefront up starts it."));
  }

  int port(String part) {
    return Integer.parseInt(ports.getProperty(part));
  }

  int managementPort(String service) {
    return port(service) + 1;
  }

  /** CPU time of all processes so far: services, gateway, MongoDB, and the launcher with Kafka. */
  Duration cpu() {
    return processes()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** CPU time of one service so far. */
  Duration cpu(String service) {
    return process(service).info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Resident memory of one service in MiB; 0 where the system does not tell. */
  long residentMebibytes(String service) {
    return Memory.residentMebibytes(process(service).pid());
  }

  private ProcessHandle process(String service) {
    var file = Path.of(".storefront", "run", service + ".pid");
    var unpacked = Path.of(".storefront", "applications", service);
    return new PidFile(file, unpacked.toString())
        .process()
        .orElseThrow(() -> new IllegalStateException(service + " does not run"));
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(launcher), launcher.descendants());
  }
}
