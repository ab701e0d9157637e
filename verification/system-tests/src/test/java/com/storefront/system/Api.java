package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP client for JSON.
 *
 * @param timeout of a request
 */
record Api(URI base, Duration timeout) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  Api(URI base) {
    this(base, Duration.ofSeconds(30));
  }

  /** A response; the body is a missing node if it is empty. */
  record Answer(int status, HttpResponse<String> response) {

    JsonNode body() {
      String body = response.body();
      return body.isEmpty() ? JSON.missingNode() : JSON.readTree(body);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** Fails if the status is another one. */
    Answer expect(int expected) {
      assertThat(status)
          .as("%s %s: %s", response.request().method(), response.uri(), response.body())
          .isEqualTo(expected);
      return this;
    }
  }

  Answer get(String path) {
    return send("GET", path, json(""));
  }

  Answer post(String path, Object body, String... headers) {
    return send("POST", path, json(body), headers);
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(timeout)
            .method(method, body)
            .header("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static BodyPublisher json(Object body) {
    return BodyPublishers.ofString(
        body instanceof String text ? text : JSON.writeValueAsString(body));
  }
}
