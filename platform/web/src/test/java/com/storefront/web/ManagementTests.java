package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import com.storefront.example.ExampleApplication;
import com.storefront.messaging.consumer.deadletter.DeadLetterNotFound;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

@AutoConfigureMetrics
@Import(ManagementTests.FailingEndpoint.class)
@SpringBootTest(
    classes = ExampleApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class ManagementTests {

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @LocalManagementPort int managementPort;

  @Test
  void isNotServedOnThePortOfTheApi() throws Exception {
    assertThat(get(port, "/example/actuator/health").statusCode()).isEqualTo(404);
    assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heapdump", "env", "loggers", "beans", "mappings"})
  void exposesNoOtherEndpoint(String endpoint) throws Exception {
    assertThat(get(managementPort, "/actuator/" + endpoint).statusCode()).isEqualTo(404);
  }

  @Test
  void exposesHealth() throws Exception {
    assertThat(get(managementPort, "/actuator/health").statusCode()).isEqualTo(200);
    assertThat(get(managementPort, "/actuator/health/liveness").statusCode()).isEqualTo(200);
  }

  @Test
  void namesTheVersionAndTheCommit() throws Exception {
    assertThat(get(managementPort, "/actuator/info").body())
        .contains("\"name\":\"example\"", "\"version\":\"1.2.3\"")
        .containsPattern("\"commit\":\\{\"id\":\"[0-9a-f]{7}\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/malformed?by=ada, 400, bad-request, 'The id must have another form.'",
    "/missing?by=ada, 404, not-found, 'No dead letter missing.'",
    "/kafka?by=ada, 503, kafka-unavailable, Kafka is unavailable.",
    "/database?by=ada, 503, database-unavailable, The database is unavailable.",
    "/any, 400, bad-request, 'Missing parameters: by'"
  })
  void answersWithAProblem(String path, int status, String type, String detail) throws Exception {
    HttpResponse<String> answer = get(managementPort, "/actuator/deadletters" + path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("urn:storefront:problem:" + type, detail);
  }

  @Endpoint(id = "deadletters")
  public static class FailingEndpoint {

    @ReadOperation
    public String fail(@Selector String id, String by) {
      throw switch (id) {
        case "malformed" ->
            new InvalidEndpointRequestException("malformed", "The id must have another form.");
        case "missing" -> new DeadLetterNotFound("No dead letter missing.");
        case "kafka" ->
            new KafkaException("refused", new TimeoutException("Timed out waiting for a node"));
        default -> new MongoTimeoutException("No primary");
      };
    }
  }

  @Test
  void countsRequestsInBucketsWithTheNameOfTheApplication() throws Exception {
    get(port, "/example/widgets");

    assertThat(get(managementPort, "/actuator/prometheus").body())
        .containsPattern("http_server_requests_seconds_bucket\\{application=\"example\"");
  }

  @Test
  void compressesLongAnswers() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/example/v3/api-docs"))
            .header("Accept-Encoding", "gzip")
            .build();

    var answer = http.send(request, HttpResponse.BodyHandlers.discarding());

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
  }

  @Test
  void forbidsCachesToKeepAnswersOfTheApi() throws Exception {
    assertThat(get(port, "/example/widgets").headers().firstValue("Cache-Control"))
        .contains("no-store, private");
    assertThat(get(port, "/example/v3/api-docs").headers().firstValue("Cache-Control")).isEmpty();
  }

  @Test
  void allowsNoOtherOriginByDefault() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/example/widgets"))
            .header("Origin", "https://shop.example")
            .build();

    var answer = http.send(request, HttpResponse.BodyHandlers.discarding());

    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
