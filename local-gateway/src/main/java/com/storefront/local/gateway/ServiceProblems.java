package com.storefront.local.gateway;

import java.io.IOException;
import java.net.ConnectException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells a client that the service behind its path did not answer; the rest Boot tells. */
@RestControllerAdvice
class ServiceProblems {

  @ExceptionHandler
  ProblemDetail isAway(ConnectException refused) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE, "The service behind this path is not running.");
  }

  @ExceptionHandler
  ProblemDetail brokeOff(IOException reset) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.BAD_GATEWAY, "The service behind this path broke off before it answered.");
  }
}
