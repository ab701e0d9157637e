package com.storefront.console.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The management port of one service. */
public final class Management {

  private final String service;
  private final RestClient reads;
  private final RestClient changes;

  Management(String service, RestClient reads, RestClient changes) {
    this.service = service;
    this.reads = reads;
    this.changes = changes;
  }

  public String service() {
    return service;
  }

  /**
   * An answer of the service.
   *
   * @param body empty if it is not JSON
   */
  public record Answer(HttpStatusCode status, JsonNode body) {

    /** The body of a successful answer. */
    public JsonNode expectSuccess(String service) {
      if (status.is2xxSuccessful()) {
        return body;
      }
      HttpStatus code =
          status.is4xxClientError() ? HttpStatus.valueOf(status.value()) : HttpStatus.BAD_GATEWAY;
      String reason =
          body.path("reason").asString(body.path("detail").asString("Status " + status.value()));
      throw new ErrorResponseException(
          code, Problems.of(code, "service-refused", service + ": " + reason), null);
    }
  }

  /** Reads text. */
  String getText(String path) {
    return exchange(HttpMethod.GET, path, null).text();
  }

  /**
   * Sends a request.
   *
   * @param path with a placeholder for each variable, which are encoded
   * @throws ErrorResponseException 503 if the service cannot be reached
   */
  public Answer send(HttpMethod method, String path, @Nullable Object body, Object... variables) {
    Raw raw = exchange(method, path, body, variables);
    return new Answer(raw.status(), json(raw.text()));
  }

  private Raw exchange(HttpMethod method, String path, @Nullable Object body, Object... variables) {
    try {
      RestClient http = method.equals(HttpMethod.GET) ? reads : changes;
      var request = http.method(method).uri(path, variables);
      if (body != null) {
        request.contentType(MediaType.APPLICATION_JSON).body(body);
      }
      return request.exchangeForRequiredValue(
          (sent, response) ->
              new Raw(
                  response.getStatusCode(), new String(response.getBody().readAllBytes(), UTF_8)));
    } catch (ResourceAccessException unreachable) {
      throw new ErrorResponseException(
          HttpStatus.SERVICE_UNAVAILABLE,
          Problems.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "service-unreachable",
              service + " does not answer on its management port."),
          unreachable);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException noJson) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  private record Raw(HttpStatusCode status, String text) {}
}
