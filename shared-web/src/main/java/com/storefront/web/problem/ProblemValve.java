package com.storefront.web.problem;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * Answers what Tomcat refuses before it knows which application is meant: request lines, headers
 * and paths that are not well formed.
 */
class ProblemValve extends ErrorReportValve {

  /** Tomcat tells this fault by nothing but its words. */
  private static final String HEADER_TOO_LARGE =
      StringManager.getManager(Http11InputBuffer.class)
          .getString("iib.requestheadertoolarge.error");

  @Override
  protected void report(Request request, Response response, @Nullable Throwable fault) {
    if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
        || response.getContentWritten() > 0
        || !response.setErrorReported()
        || !canWrite(response)) {
      return;
    }
    if (fault != null && HEADER_TOO_LARGE.equals(fault.getMessage())) {
      response.setStatus(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value());
    }
    try {
      write(StatusProblems.of(response.getStatus()), response);
    } catch (IOException e) {
      container.getLogger().debug("The client is gone", e);
    }
  }

  private static boolean canWrite(Response response) {
    AtomicBoolean allowed = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
    return allowed.get();
  }

  private static void write(ProblemDetail problem, Response response) throws IOException {
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    Writer writer = response.getReporter();
    if (writer != null) {
      writer.write(ProblemJson.of(problem));
      response.finishResponse();
    }
  }
}
