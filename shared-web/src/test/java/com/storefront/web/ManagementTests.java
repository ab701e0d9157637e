package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.example.ExampleApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@AutoConfigureMetrics
@SpringBootTest(
    classes = ExampleApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class ManagementTests {

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @LocalManagementPort int managementPort;

  @Test
  @DisplayName("D3: management is not where the gateway goes")
  void keepsManagementOffThePortOfTheApi() throws Exception {
    assertThat(get(port, "/example/actuator/health").statusCode()).isEqualTo(404);
    assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heapdump", "env", "loggers", "beans", "mappings"})
  @DisplayName("D3: management shows no more than health, info and metrics")
  void showsNoMoreThanItMust(String endpoint) throws Exception {
    assertThat(get(managementPort, "/actuator/" + endpoint).statusCode()).isEqualTo(404);
  }

  @Test
  void tellsItsHealth() throws Exception {
    assertThat(get(managementPort, "/actuator/health").statusCode()).isEqualTo(200);
    assertThat(get(managementPort, "/actuator/health/liveness").statusCode()).isEqualTo(200);
  }

  @Test
  void countsRequestsInBucketsThatCarryTheNameOfTheApplication() throws Exception {
    get(port, "/example/widgets");

    assertThat(get(managementPort, "/actuator/prometheus").body())
        .containsPattern("http_server_requests_seconds_bucket\\{application=\"example\"");
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
