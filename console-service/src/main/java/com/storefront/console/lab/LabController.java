package com.storefront.console.lab;

import com.storefront.web.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Faults and load of a local storefront. Without a launcher there is nothing at these paths. */
@RestController
@RequestMapping("/api/lab")
class LabController {

  private static final int MAX_PER_SECOND = 50;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final @Nullable RestClient launcher;

  LabController(LabSettings settings) {
    this.launcher = settings.uri() == null ? null : client(settings.uri(), settings.token());
  }

  private static RestClient client(URI launcher, @Nullable String token) {
    var http =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
    http.setReadTimeout(TIMEOUT);
    return RestClient.builder()
        .requestFactory(http)
        .baseUrl(launcher.toString())
        .defaultHeaders(headers -> headers.setBearerAuth(String.valueOf(token)))
        .build();
  }

  @GetMapping
  JsonNode show() {
    return send(HttpMethod.GET, "/lab", null);
  }

  /** The newest mails of the local mail server. */
  @GetMapping("/mails")
  JsonNode mails() {
    return send(HttpMethod.GET, "/lab/mails", null);
  }

  @PostMapping("/load")
  JsonNode load(@Valid @RequestBody ChangeLoad change) {
    return send(HttpMethod.POST, "/lab/load", Map.of("perSecond", change.perSecond()));
  }

  @PostMapping("/faults/{name:[a-z-]{1,40}}")
  JsonNode fault(@PathVariable String name, @RequestBody ChangeFault change) {
    return send(HttpMethod.POST, "/lab/faults/{name}", Map.of("on", change.on()), name);
  }

  private JsonNode send(
      HttpMethod method, String path, @Nullable Object body, Object... variables) {
    if (launcher == null) {
      throw problem(
          HttpStatus.NOT_FOUND,
          "no-lab",
          "The lab exists only in a storefront of ./storefront up.");
    }
    try {
      var request = launcher.method(method).uri(path, variables);
      if (body != null) {
        request.contentType(MediaType.APPLICATION_JSON).body(body);
      }
      return request.exchangeForRequiredValue(
          (sent, answer) -> {
            var text = new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonNode json = JsonMapper.shared().readTree(text);
            if (answer.getStatusCode().is2xxSuccessful()) {
              return json;
            }
            HttpStatus status =
                answer.getStatusCode().value() == HttpStatus.NOT_FOUND.value()
                    ? HttpStatus.NOT_FOUND
                    : HttpStatus.BAD_GATEWAY;
            throw problem(
                status,
                "lab-refused",
                json.path("detail").asString("Status " + answer.getStatusCode().value()));
          });
    } catch (ResourceAccessException unreachable) {
      throw problem(
          HttpStatus.SERVICE_UNAVAILABLE, "lab-unreachable", "The launcher does not answer.");
    }
  }

  private static ErrorResponseException problem(HttpStatus status, String type, String detail) {
    return new ErrorResponseException(status, Problems.of(status, type, detail), null);
  }

  record ChangeLoad(@Min(0) @Max(MAX_PER_SECOND) int perSecond) {}

  record ChangeFault(boolean on) {}

  /**
   * The launcher of a local storefront, which sets both.
   *
   * @param uri of its API; null if there is none
   * @param token that its API requires
   */
  @ConfigurationProperties("storefront.console.lab")
  record LabSettings(@Nullable URI uri, @Nullable String token) {

    /** Without the token. */
    @Override
    public String toString() {
      return "LabSettings[" + uri + "]";
    }
  }
}
