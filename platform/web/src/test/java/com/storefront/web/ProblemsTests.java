package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

class ProblemsTests {

  @Test
  void derivesTypeAndTitleFromTheName() {
    ProblemDetail problem = Problems.of(HttpStatus.NOT_FOUND, "order-not-found", "no order 7");

    assertThat(problem.getType()).isEqualTo(URI.create("urn:storefront:problem:order-not-found"));
    assertThat(problem.getTitle()).isEqualTo("Order not found");
    assertThat(problem.getStatus()).isEqualTo(404);
    assertThat(problem.getDetail()).isEqualTo("no order 7");
  }
}
