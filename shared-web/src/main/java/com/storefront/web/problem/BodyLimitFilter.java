package com.storefront.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads no more of a body than a request may sensibly have. */
class BodyLimitFilter extends OncePerRequestFilter {

  private final long limit;

  BodyLimitFilter(DataSize limit) {
    this.limit = limit.toBytes();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > limit) {
      ProblemJson.write(StatusProblems.of(HttpStatus.CONTENT_TOO_LARGE), response);
      response.flushBuffer(); // the client need not send the body to hear it
    } else {
      chain.doFilter(new LimitedRequest(request, limit), response);
    }
  }

  /** A request whose body ends in {@link BodyTooLarge} if it does not end before. */
  private static class LimitedRequest extends HttpServletRequestWrapper {

    private final long limit;
    private @Nullable ServletInputStream body;

    LimitedRequest(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (body == null) {
        body = new LimitedBody(super.getInputStream(), limit);
      }
      return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      String encoding =
          Objects.requireNonNullElse(getCharacterEncoding(), StandardCharsets.UTF_8.name());
      return new BufferedReader(new InputStreamReader(getInputStream(), Charset.forName(encoding)));
    }
  }
}
