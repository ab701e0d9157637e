package com.storefront.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The storefront as its clients see it. */
final class Gateway {

  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final JsonMapper json = new JsonMapper();

  Gateway(URI address) {
    this.address = address;
  }

  JsonNode get(String path) {
    return send("GET", path);
  }

  JsonNode post(String path) {
    return send("POST", path);
  }

  private JsonNode send(String method, String path) {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .method(method, BodyPublishers.noBody())
            .timeout(Duration.ofMinutes(5))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new StackFailure(
            "%s %s was answered %d: %s"
                .formatted(method, path, answer.statusCode(), answer.body()));
      }
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new StackFailure(
          "The storefront does not answer at %s: ./storefront up starts it.".formatted(address));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted.");
    }
  }
}
