package com.storefront.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.util.ForwardedHeaderUtils;

/** Answers what no gateway would send, where Spring's filter fails or answers without a body. */
class CheckedForwardedHeaderFilter extends ForwardedHeaderFilter {

  private static final Pattern PREFIXES = Pattern.compile("(/[\\w.~, /-]*)?");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (canBeUnderstood(request)) {
      super.doFilterInternal(request, response, chain);
    } else {
      ProblemJson.write(StatusProblems.of(HttpStatus.BAD_REQUEST), response);
    }
  }

  private static boolean canBeUnderstood(HttpServletRequest request) {
    try {
      var received = new ServletServerHttpRequest(request);
      ForwardedHeaderUtils.adaptFromForwardedHeaders(received.getURI(), received.getHeaders());
      return Collections.list(request.getHeaders("X-Forwarded-Prefix")).stream()
          .allMatch(prefixes -> PREFIXES.matcher(prefixes).matches());
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }
}
