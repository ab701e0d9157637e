package com.storefront.launcher.environment;

import com.storefront.servers.ServerFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON API of the running storefront: the gateway's, or the management of a service.
 *
 * @param address without a path
 * @param timeout of an answer
 */
public record Api(URI address, Duration timeout) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  public Api(URI address) {
    this(address, Duration.ofMinutes(5));
  }

  /**
   * @throws ServerFailure if the answer is not 200
   */
  public JsonNode get(String path) {
    return call("GET", path);
  }

  /**
   * @throws ServerFailure if the answer is not 200
   */
  public JsonNode post(String path) {
    return call("POST", path);
  }

  private JsonNode call(String method, String path) {
    var response = send(method, path, "");
    if (response.statusCode() != 200) {
      throw new ServerFailure(
          "%s %s was answered with %d: %s"
              .formatted(method, path, response.statusCode(), Console.quoted(response.body())));
    }
    return JSON.readTree(response.body());
  }

  /** Sends JSON and returns any answer. */
  public HttpResponse<String> sendJson(String method, String path, Object body) {
    return send(method, path, JSON.writeValueAsString(body));
  }

  private HttpResponse<String> send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .timeout(timeout)
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (HttpConnectTimeoutException e) {
      throw absent(e);
    } catch (HttpTimeoutException e) {
      throw new ServerFailure(
          "%s runs, but has not answered %s %s within %d s. It may still be working on it."
              .formatted(address, method, path, timeout.toSeconds()),
          e);
    } catch (IOException e) {
      throw absent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted.", e);
    }
  }

  private ServerFailure absent(IOException e) {
    return new ServerFailure(
        "No storefront answers at %s. Start it with ./storefront up.".formatted(address), e);
  }

  /** Whether the path is answered with 200. */
  boolean isReady(String path) {
    try {
      return send("GET", path, "").statusCode() == 200;
    } catch (ServerFailure notYet) {
      return false;
    }
  }
}
