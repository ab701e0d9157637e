package com.storefront.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The problem documents (RFC 9457) that every error is answered with. */
public final class Problems {

  /** Seconds after which a passing fault may have passed. */
  public static final String RETRY_AFTER = "5";

  private static final String TYPES = "urn:storefront:problem:";

  private Problems() {}

  /**
   * @param name of the kind of problem, in kebab case; it is a promise to clients and never changes
   * @param detail what is wrong this time, in words for people; without names of classes
   */
  public static ProblemDetail of(HttpStatus status, String name, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(type(name));
    problem.setTitle(title(name));
    return problem;
  }

  /** The problem of a request that is well formed, but has values that can't be used. */
  public static ProblemDetail invalid(List<InvalidField> fields) {
    ProblemDetail problem =
        of(
            HttpStatus.BAD_REQUEST,
            "validation-failed",
            "the request has values that can't be used");
    problem.setProperty("errors", fields);
    return problem;
  }

  static URI type(String name) {
    return URI.create(TYPES + name);
  }

  private static String title(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('-', ' ');
  }
}
