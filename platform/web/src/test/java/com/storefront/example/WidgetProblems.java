package com.storefront.example;

import com.storefront.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a feature says of its own exceptions. */
@RestControllerAdvice
class WidgetProblems {

  @ExceptionHandler
  ProblemDetail notFound(WidgetNotFound e) {
    return Problems.of(HttpStatus.NOT_FOUND, "widget-not-found", e.getMessage());
  }
}
