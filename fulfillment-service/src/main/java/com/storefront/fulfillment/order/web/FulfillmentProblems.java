package com.storefront.fulfillment.order.web;

import com.storefront.fulfillment.carrier.BookingNotAllowed;
import com.storefront.fulfillment.order.FulfillmentNotFound;
import com.storefront.fulfillment.order.HistoryLimitExceeded;
import com.storefront.fulfillment.order.IllegalStatusChange;
import com.storefront.fulfillment.order.PersonalDataErased;
import com.storefront.web.Problems;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Maps the exceptions of fulfillments to problem documents. */
@RestControllerAdvice
class FulfillmentProblems {

  @ExceptionHandler
  ProblemDetail on(FulfillmentNotFound e) {
    return Problems.of(HttpStatus.NOT_FOUND, "fulfillment-not-found", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(IllegalStatusChange e) {
    ProblemDetail problem =
        Problems.of(HttpStatus.CONFLICT, "illegal-status-change", e.getMessage());
    problem.setProperty("orderStatus", e.from());
    problem.setProperty(
        "_links",
        FulfillmentModelAssembler.nextSteps(e.id(), e.from()).stream()
            .collect(
                Collectors.toMap(
                    link -> link.getRel().value(), link -> Map.of("href", link.getHref()))));
    return problem;
  }

  @ExceptionHandler
  ProblemDetail on(BookingNotAllowed e) {
    return Problems.of(HttpStatus.CONFLICT, "booking-not-allowed", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(PersonalDataErased e) {
    return Problems.of(HttpStatus.CONFLICT, "personal-data-erased", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(HistoryLimitExceeded e) {
    return Problems.of(HttpStatus.CONFLICT, "history-full", e.getMessage());
  }
}
