package com.storefront.benchmarks.services;

import com.storefront.launcher.environment.Api;
import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.RunningEnvironment;
import com.storefront.launcher.environment.Workspace;
import com.storefront.servers.ServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The processes, ports and logs of the storefront that {@code ./storefront up} started. */
record RunningStorefront(Workspace workspace, RunningEnvironment environment) {

  private static final Pattern START_TIME = Pattern.compile("process running for ([\\d.]+)");

  /**
   * Finds the running storefront.
   *
   * @throws ServerFailure if there is none
   */
  static RunningStorefront find() {
    var workspace = new Workspace(Path.of(""));
    return RunningEnvironment.find(workspace)
        .map(environment -> new RunningStorefront(workspace, environment))
        .orElseThrow(
            () -> new ServerFailure("No storefront is running. Start it: ./storefront up --fresh"));
  }

  URI uri(Component service) {
    return environment.ports().uri(service);
  }

  /** The API of a service, without the gateway, which has a timeout of a minute. */
  Api api(Component service) {
    return new Api(uri(service), Duration.ofMinutes(10));
  }

  Api management(Component service) {
    return new Api(environment.ports().managementUri(service));
  }

  /** CPU time of all processes: services, gateway, MongoDB, and the launcher with Kafka. */
  Duration cpu() {
    return ProcessHandle.of(environment.launcher())
        .map(launcher -> Stream.concat(Stream.of(launcher), launcher.descendants()))
        .orElseThrow()
        .map(RunningStorefront::cpu)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** CPU time of one service. */
  Duration cpu(Component service) {
    return cpu(process(service));
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Resident memory of one service in MiB; 0 on systems without /proc. */
  long residentMebibytes(Component service) {
    var status = Path.of("/proc", Long.toString(process(service).pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Seconds from the start of the process until the application had started, from its log. */
  double startSeconds(Component service) {
    try {
      Matcher matcher = START_TIME.matcher(Files.readString(workspace.log(service)));
      double seconds = Double.NaN;
      while (matcher.find()) {
        seconds = Double.parseDouble(matcher.group(1));
      }
      return seconds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessHandle process(Component service) {
    return workspace
        .pidFile(service)
        .process()
        .orElseThrow(() -> new ServerFailure(service + " is not running."));
  }
}
