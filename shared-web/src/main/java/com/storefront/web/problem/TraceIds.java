package com.storefront.web.problem;

import org.slf4j.MDC;
import org.springframework.http.ProblemDetail;

/** Tells those who see a fault of ours what to look for in the logs. */
final class TraceIds {

  /** Where Micrometer Tracing puts the id that the log lines carry. */
  private static final String TRACE_ID = "traceId";

  private TraceIds() {}

  static void addTo(ProblemDetail problem) {
    String traceId = MDC.get(TRACE_ID);
    if (problem.getStatus() >= 500 && traceId != null) {
      problem.setProperty(TRACE_ID, traceId);
    }
  }
}
