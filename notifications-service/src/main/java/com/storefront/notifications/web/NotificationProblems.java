package com.storefront.notifications.web;

import com.storefront.notifications.mail.MailNotFound;
import com.storefront.notifications.mail.MailNotHeld;
import com.storefront.web.Problems;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/** Maps the exceptions of this service to problem documents. */
@RestControllerAdvice
class NotificationProblems {

  @ExceptionHandler
  ProblemDetail on(MailNotFound problem) {
    return Problems.of(HttpStatus.NOT_FOUND, "mail-not-found", problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(MailNotHeld problem) {
    return Problems.of(HttpStatus.CONFLICT, "mail-not-held", problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(CustomerUnknown problem) {
    return Problems.of(HttpStatus.NOT_FOUND, "customer-not-found", problem.getMessage());
  }

  /** Passes on what the instance that has the data answered. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(RestClientResponseException answered) {
    return answered.getStatusCode() == HttpStatus.NOT_FOUND
        ? ResponseEntity.of(
                Problems.of(HttpStatus.NOT_FOUND, "customer-not-found", "No customer has this id."))
            .build()
        : unavailable();
  }

  /** The partitions of the stream move between instances, or an instance does not answer. */
  @ExceptionHandler({InvalidStateStoreException.class, RestClientException.class})
  ResponseEntity<ProblemDetail> unavailable() {
    return Problems.unavailable(
        "orders-unavailable",
        "The open orders are being moved between instances. Repeat the request.");
  }
}
