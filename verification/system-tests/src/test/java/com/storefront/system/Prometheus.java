package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.storefront.servers.ChildProcess;
import com.storefront.servers.PidFile;
import com.storefront.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A real Prometheus that scrapes and evaluates rules every second. */
final class Prometheus implements AutoCloseable {

  private final ChildProcess process;
  private final Api api;

  private Prometheus(ChildProcess process, Api api) {
    this.process = process;
    this.api = api;
  }

  /** Whether {@code prometheus} is on the PATH. */
  static boolean isInstalled() {
    try {
      return new ProcessBuilder("prometheus", "--version").start().waitFor() == 0;
    } catch (IOException notFound) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Starts it with the configuration of the Compose file.
   *
   * @param folder for its data
   * @param rules in place of those of the repository
   * @param targets in place of the services, host and port each
   */
  static Prometheus start(Path home, Path folder, String rules, List<String> targets)
      throws IOException {
    Path data = Files.createDirectories(folder.toAbsolutePath());
    Path rulesFile = Files.writeString(data.resolve("storefront.rules.yml"), rules);
    Path configuration =
        Files.writeString(
            data.resolve("prometheus.yml"),
            Files.readString(home.resolve("compose/prometheus/prometheus.yml"))
                .replaceAll("_interval: \\d+s", "_interval: 1s")
                .replaceAll("rule_files: \\[.*]", "rule_files: [\"" + rulesFile + "\"]")
                .replaceAll(
                    "targets: \\[.*]", "targets: [\"" + String.join("\", \"", targets) + "\"]"));
    int port = Ports.free();
    var process =
        new ChildProcess(
            "Prometheus",
            List.of(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + data.resolve("series"),
                "--web.listen-address=%s:%d".formatted(Ports.LOOPBACK, port),
                "--log.level=warn"),
            Map.of(),
            data.resolve("prometheus.log"),
            new PidFile(data.resolve("prometheus.pid"), configuration.toString()));
    process.start();
    var api = new Api(URI.create("http://%s:%d".formatted(Ports.LOOPBACK, port)));
    await("Prometheus to be ready")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .failFast("Prometheus ended during its start", () -> !process.isAlive())
        .untilAsserted(() -> api.get("/-/ready").expect(200));
    return new Prometheus(process, api);
  }

  /** The value of each series, without NaN. */
  List<Double> query(String expression) {
    return api.get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
        .expect(200)
        .body()
        .at("/data/result")
        .valueStream()
        .map(series -> Double.valueOf(series.at("/value/1").asString().replace("Inf", "Infinity")))
        .filter(value -> !value.isNaN())
        .toList();
  }

  /** The label names of all series of a metric. */
  Set<String> labels(String metric) {
    return api.get("/api/v1/query?query=" + metric)
        .expect(200)
        .body()
        .at("/data/result")
        .valueStream()
        .flatMap(series -> series.get("metric").propertyNames().stream())
        .collect(Collectors.toSet());
  }

  /** Whether an alert with this label is firing. */
  boolean isFiring(String alert, String label, String value) {
    return api.get("/api/v1/alerts")
        .expect(200)
        .body()
        .at("/data/alerts")
        .valueStream()
        .anyMatch(
            raised ->
                raised.get("state").asString().equals("firing")
                    && raised.at("/labels/alertname").asString().equals(alert)
                    && raised.at("/labels/" + label).asString().equals(value));
  }

  List<JsonNode> rules() {
    return api.get("/api/v1/rules")
        .expect(200)
        .body()
        .at("/data/groups")
        .valueStream()
        .flatMap(group -> group.get("rules").valueStream())
        .toList();
  }

  @Override
  public void close() {
    process.stop();
  }
}
