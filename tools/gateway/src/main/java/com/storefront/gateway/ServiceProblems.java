package com.storefront.gateway;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;

/** Answers with a problem, as the services do, when no service responds. */
@RestControllerAdvice
class ServiceProblems {

  @ExceptionHandler
  ProblemDetail handleRefusedConnection(ConnectException refused) {
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE, "The service for this path is not running. Retry later.");
  }

  @ExceptionHandler
  ProblemDetail handleClosedConnection(IOException closed) {
    return problem(
        HttpStatus.BAD_GATEWAY,
        "The service for this path closed the connection without a response. The request may have been executed.");
  }

  /** Handles unknown paths, timeouts and requests that are too large. */
  @ExceptionHandler
  ProblemDetail handleStatus(ResponseStatusException refused) {
    var status = HttpStatus.valueOf(refused.getStatusCode().value());
    var detail =
        switch (status) {
          case NOT_FOUND -> "No service has this path.";
          case GATEWAY_TIMEOUT ->
              "The service for this path did not respond in time. The request may still be executed.";
          default -> refused.getReason() == null ? status.getReasonPhrase() : refused.getReason();
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
