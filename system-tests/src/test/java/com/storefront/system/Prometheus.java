package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.local.servers.Ports;
import com.storefront.local.servers.PrometheusServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A real Prometheus that scrapes and judges every second, with the rules of the repository. */
final class Prometheus implements AutoCloseable {

  private final PrometheusServer server;
  private final Api api;

  private Prometheus(PrometheusServer server) {
    this.server = server;
    this.api = new Api(server.uri());
  }

  /**
   * @param rules in place of those of the repository
   */
  static Prometheus start(Path home, Path folder, String rules, List<String> targets)
      throws IOException {
    String configuration =
        Files.readString(home.resolve("deploy/prometheus/prometheus.yml"))
            .replaceAll("_interval: \\d+s", "_interval: 1s");
    Path file = Files.writeString(folder.resolve("storefront.rules.yml"), rules);
    return new Prometheus(
        PrometheusServer.start(folder, Ports.free(), configuration, file, targets));
  }

  /** Numbers, one for each series; those that are not a number are left out. */
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

  /** The names of the labels of the series that a metric has. */
  Set<String> labels(String metric) {
    return api.get("/api/v1/query?query=" + metric)
        .expect(200)
        .body()
        .at("/data/result")
        .valueStream()
        .flatMap(series -> series.get("metric").propertyNames().stream())
        .collect(Collectors.toSet());
  }

  /** Whether an alert with such a label is raised. */
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
    server.close();
  }
}
