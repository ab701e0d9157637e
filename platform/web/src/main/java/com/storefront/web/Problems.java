package com.storefront.web;

import com.storefront.messaging.Printable;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.ErrorResponseException;

/** Creates the problem documents (RFC 9457) of error responses. */
public final class Problems {

  private static final int MAX_DETAIL_LENGTH = 1000;

  private Problems() {}

  /**
   * Creates a problem.
   *
   * @param name of the kind of problem, in kebab case; part of the API, so it never changes
   * @param detail what is wrong and what to do next, for a person; without class names. What it
   *     quotes of the request is made printable and bounded
   */
  public static ProblemDetail of(HttpStatus status, String name, @Nullable String detail) {
    ProblemDetail problem = ProblemDetail.forStatus(status);
    problem.setDetail(detail == null ? null : Printable.of(detail, MAX_DETAIL_LENGTH));
    problem.setType(URI.create("urn:storefront:problem:" + name));
    problem.setTitle(StringUtils.capitalize(name.replace('-', ' ')));
    return problem;
  }

  /** Answers that a request cannot be handled now, and may be repeated after five seconds. */
  public static ResponseEntity<ProblemDetail> unavailable(String name, @Nullable String detail) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "5")
        .body(of(HttpStatus.SERVICE_UNAVAILABLE, name, detail));
  }

  /** Creates the problem of a well-formed request with invalid values. */
  public static ProblemDetail invalid(List<InvalidField> fields) {
    ProblemDetail problem =
        of(
            HttpStatus.BAD_REQUEST,
            "validation-failed",
            "The request has invalid values. See 'errors' for the fields.");
    problem.setProperty("errors", fields);
    return problem;
  }

  /** Refuses a parameter or member that is valid alone, but not with the rest of the request. */
  public static ErrorResponseException invalidField(String name, String message) {
    return new ErrorResponseException(
        HttpStatus.BAD_REQUEST, invalid(List.of(new InvalidField(name, message))), null);
  }
}
