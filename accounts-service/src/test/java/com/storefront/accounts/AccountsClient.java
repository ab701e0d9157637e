package com.storefront.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.accounts.customer.web.TestForms;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service over HTTP; import it into a test with real servers. */
public class AccountsClient {

  private final RestTestClient http;

  AccountsClient(RestTestClient http) {
    this.http = http;
  }

  public record Answer(int status, HttpHeaders headers, String body) {

    public Answer expect(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }

    public JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  /** Registers John and returns the id. */
  public String register() {
    return post("/customers", TestForms.john()).expect(201).json().path("id").asString();
  }

  public Answer get(String path) {
    return send(http.get().uri(path));
  }

  public Answer post(String path, String body) {
    return send(http.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body));
  }

  public Answer post(String path, String body, String idempotencyKey) {
    return send(
        http.post()
            .uri(path)
            .header("Idempotency-Key", idempotencyKey)
            .contentType(MediaType.APPLICATION_JSON)
            .body(body));
  }

  /** Uploads a table. */
  public Answer upload(String path, String table, String idempotencyKey) {
    return upload(path, table, "text/csv", idempotencyKey);
  }

  /**
   * Uploads a file.
   *
   * @param idempotencyKey null for none
   */
  public Answer upload(String path, String file, String type, @Nullable String idempotencyKey) {
    var request = http.post().uri(path).contentType(MediaType.parseMediaType(type));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return send(request.body(file.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends a command without a body. */
  public Answer command(String path, String ifMatch) {
    return send(http.post().uri(path).header("If-Match", ifMatch));
  }

  /** Sends a change that expects a version. */
  public Answer change(HttpMethod method, String id, String body, long version) {
    return send(
        http.method(method)
            .uri("/customers/" + id)
            .header("If-Match", "\"" + version + "\"")
            .contentType(MediaType.APPLICATION_JSON)
            .body(body));
  }

  private static Answer send(RestTestClient.RequestHeadersSpec<?> request) {
    var result = request.exchange().returnResult(byte[].class);
    byte[] body = result.getResponseBodyContent();
    return new Answer(
        result.getStatus().value(),
        result.getResponseHeaders(),
        body == null ? "" : new String(body, StandardCharsets.UTF_8));
  }
}
