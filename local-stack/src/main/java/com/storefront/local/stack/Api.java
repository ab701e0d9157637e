package com.storefront.local.stack;

import java.io.IOException;
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

/** What answers JSON at an address: the gateway, or the management of a service. */
final class Api {

  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final JsonMapper json = new JsonMapper();

  Api(URI address) {
    this.address = address;
  }

  JsonNode get(String path) {
    return succeed(send("GET", path, BodyPublishers.noBody()));
  }

  JsonNode post(String path) {
    return succeed(send("POST", path, BodyPublishers.noBody()));
  }

  /** Sends JSON and takes any answer. */
  HttpResponse<String> send(String method, String path, Object body) {
    return send(method, path, BodyPublishers.ofString(json.writeValueAsString(body)));
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .method(method, body)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(5))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new StackFailure(
          "The storefront does not answer at %s: ./storefront up starts it.".formatted(address));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted.");
    }
  }

  private JsonNode succeed(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new StackFailure(
          "%s %s was answered %d: %s"
              .formatted(
                  answer.request().method(),
                  answer.request().uri().getPath(),
                  answer.statusCode(),
                  answer.body()));
    }
    return json.readTree(answer.body());
  }
}
