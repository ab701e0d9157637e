package com.storefront.fulfillment.zone.web;

import com.storefront.fulfillment.zone.ShippingZoneNotFound;
import com.storefront.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Maps the exceptions of shipping zones to problem documents. */
@RestControllerAdvice
class ShippingZoneProblems {

  @ExceptionHandler
  ProblemDetail on(ShippingZoneNotFound e) {
    return Problems.of(HttpStatus.NOT_FOUND, "shipping-zone-not-found", e.getMessage());
  }
}
