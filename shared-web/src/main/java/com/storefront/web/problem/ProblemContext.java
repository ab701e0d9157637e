package com.storefront.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.slf4j.MDC;
import org.springframework.http.ProblemDetail;

/** Adds to a problem what it was about and how to find it in the logs. */
final class ProblemContext {

  /** Where Micrometer Tracing puts the id that the log lines carry. */
  private static final String TRACE_ID = "traceId";

  private ProblemContext() {}

  static void addTraceId(ProblemDetail problem) {
    String traceId = MDC.get(TRACE_ID);
    if (problem.getStatus() >= 500 && traceId != null) {
      problem.setProperty(TRACE_ID, traceId);
    }
  }

  /**
   * Trap: Spring would take the request's URI as it is, and fail on those that Tomcat lets pass
   * although they are none, {@code /a[b} for instance.
   */
  static void setInstance(ProblemDetail problem, HttpServletRequest request) {
    if (problem.getInstance() == null) {
      problem.setInstance(instance(request));
    }
  }

  private static URI instance(HttpServletRequest request) {
    try {
      return new URI(request.getRequestURI());
    } catch (URISyntaxException e) {
      return URI.create(request.getContextPath() + "/");
    }
  }
}
