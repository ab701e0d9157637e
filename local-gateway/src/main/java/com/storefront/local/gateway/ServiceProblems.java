package com.storefront.local.gateway;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;

/** Tells a client, in the form that the services use, why no service answered. */
@RestControllerAdvice
class ServiceProblems {

  @ExceptionHandler
  ProblemDetail isAway(ConnectException refused) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, "the service behind this path is not running");
  }

  @ExceptionHandler
  ProblemDetail brokeOff(IOException reset) {
    return problem(
        HttpStatus.BAD_GATEWAY, "the service behind this path broke off before it answered");
  }

  /** Unknown paths, and services that take too long. */
  @ExceptionHandler
  ProblemDetail isNotAnswered(ResponseStatusException refused) {
    var status = HttpStatus.valueOf(refused.getStatusCode().value());
    var detail =
        switch (status) {
          case NOT_FOUND -> "no service has this path";
          case GATEWAY_TIMEOUT -> "the service behind this path did not answer in time";
          default -> status.getReasonPhrase();
        };
    return problem(status, detail);
  }

  private static ProblemDetail problem(HttpStatus status, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    var name = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    problem.setType(URI.create("urn:storefront:problem:" + name));
    return problem;
  }
}
