package com.storefront.web.token;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Has what fails while a caller is judged, an issuer or a database that is away, answered like the
 * same fault in a controller.
 */
class FaultFilter extends OncePerRequestFilter {

  private final HandlerExceptionResolver problems;

  FaultFilter(HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException fault) {
      if (response.isCommitted()
          || problems.resolveException(request, response, null, fault) == null) {
        throw fault;
      }
    }
  }
}
