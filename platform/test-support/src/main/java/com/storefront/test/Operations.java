package com.storefront.test;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.RequestHeadersSpec;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The HTTP operations of a service, to test access to them; import it into the test. */
public final class Operations {

  private final RestTestClient http;
  private final RequestMappingHandlerMapping mappings;

  Operations(
      RestTestClient http,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    this.http = http;
    this.mappings = mappings;
  }

  /**
   * The operations that are not answered with a status, without the start document, which is
   * public; for example {@code GET /customers/{id}}.
   *
   * @param token of the caller; null for an anonymous call
   * @param ids values of path variables, by name
   */
  public List<String> notAnswered(int status, @Nullable String token, Map<String, String> ids) {
    return mappings.getHandlerMethods().entrySet().stream()
        .filter(mapping -> belongsToTheService(mapping.getValue()))
        .flatMap(mapping -> operations(mapping.getKey()))
        .filter(operation -> !operation.equals("GET /"))
        .filter(operation -> status(operation, token, ids) != status)
        .toList();
  }

  /** Calls an operation, for example {@code GET /customers/{id}}, and returns the status. */
  public int status(String operation, @Nullable String token, Map<String, String> ids) {
    String[] parts = operation.split(" ");
    return status(as(token, http.method(HttpMethod.valueOf(parts[0])).uri(parts[1], ids)));
  }

  public static int status(RequestHeadersSpec<?> request) {
    return request.exchange().returnResult(byte[].class).getStatus().value();
  }

  public static RequestBodySpec as(@Nullable String token, RequestBodySpec request) {
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private static boolean belongsToTheService(HandlerMethod handler) {
    String name = handler.getBeanType().getName();
    return name.startsWith("com.storefront.") && !name.startsWith("com.storefront.web.");
  }

  private static Stream<String> operations(RequestMappingInfo mapping) {
    return mapping.getMethodsCondition().getMethods().stream()
        .flatMap(
            method ->
                mapping.getPatternValues().stream()
                    .map(path -> method + " " + path.replaceAll("\\{(\\w+)[^/]*}", "{$1}")));
  }
}
