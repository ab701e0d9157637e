package com.storefront.notifications.web;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/** Forwards requests to the instance that has the data, with the token of the caller. */
@Component
class OtherInstances {

  /** Marks a forwarded request, which is never forwarded again. */
  static final String HOP = "X-Hop";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final RestClient http;
  private final String contextPath;

  OtherInstances(@Value("${server.servlet.context-path}") String contextPath) {
    var requests = new JdkClientHttpRequestFactory();
    requests.setReadTimeout(TIMEOUT);
    this.http = RestClient.builder().requestFactory(requests).build();
    this.contextPath = contextPath;
  }

  DigestView digest(String instance, String customerId, @Nullable String token) {
    return get(
        uri(instance).pathSegment("customers", customerId, "digest").build().toUri(),
        token,
        DigestView.class);
  }

  OpenOrdersView openOrders(
      String instance, @Nullable String after, int size, @Nullable String token) {
    UriComponentsBuilder uri = uri(instance).pathSegment("open-orders").queryParam("size", size);
    if (after != null) {
      uri.queryParam("after", after);
    }
    return get(uri.encode().build().toUri(), token, OpenOrdersView.class);
  }

  private UriComponentsBuilder uri(String instance) {
    return UriComponentsBuilder.fromUriString("http://" + instance).path(contextPath);
  }

  private <T> T get(URI uri, @Nullable String token, Class<T> type) {
    RestClient.RequestHeadersSpec<?> request = http.get().uri(uri).header(HOP, "1");
    if (token != null) {
      request.header(HttpHeaders.AUTHORIZATION, token);
    }
    return Objects.requireNonNull(request.retrieve().body(type));
  }
}
