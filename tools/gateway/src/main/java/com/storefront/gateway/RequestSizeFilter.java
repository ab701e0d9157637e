package com.storefront.gateway;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Refuses what exceeds the limit of the services with a problem; their server would answer with a
 * page of its own.
 */
@Component
class RequestSizeFilter implements GlobalFilter {

  /** {@code server.max-http-request-header-size} of the services, less the headers added here. */
  private static final int MAX_CHARACTERS = 15 * 1024;

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    int address = request.getURI().toString().length();
    int headers =
        request.getHeaders().headerSet().stream()
            .flatMapToInt(
                header ->
                    header.getValue().stream()
                        .mapToInt(value -> header.getKey().length() + value.length()))
            .sum();
    if (address > MAX_CHARACTERS) {
      return refuse(HttpStatus.URI_TOO_LONG, "address", address);
    }
    if (address + headers > MAX_CHARACTERS) {
      return refuse(
          HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "address and headers", address + headers);
    }
    return chain.filter(exchange);
  }

  private static Mono<Void> refuse(HttpStatus status, String part, int characters) {
    return Mono.error(
        new ResponseStatusException(
            status,
            "The request has %2$d characters of %1$s; the maximum is %3$d."
                .formatted(part, characters, MAX_CHARACTERS)));
  }
}
