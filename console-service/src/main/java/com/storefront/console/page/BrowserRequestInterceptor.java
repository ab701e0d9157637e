package com.storefront.console.page;

import com.storefront.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses requests that a browser sends on behalf of another site: changes with another origin and,
 * where no token is required, requests for another host name, which a foreign name server can point
 * to this machine (DNS rebinding).
 */
final class BrowserRequestInterceptor implements HandlerInterceptor {

  private static final Set<String> SAFE =
      Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());

  private final @Nullable Set<String> hosts;

  /**
   * @param hosts allowed host names; null allows every one
   */
  BrowserRequestInterceptor(@Nullable Set<String> hosts) {
    this.hosts = hosts;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (hosts != null && !hosts.contains(request.getServerName())) {
      throw refused(
          "unknown-host",
          "The console answers only under %s as long as no issuer of tokens is configured. Add the"
                  .formatted(String.join(", ", hosts))
              + " name to storefront.console.hosts, or configure an issuer.");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null
        && !SAFE.contains(request.getMethod())
        && !origin.replaceFirst("^https?://", "").equals(request.getHeader(HttpHeaders.HOST))) {
      throw refused("foreign-origin", "Changes are accepted only from the pages of the console.");
    }
    return true;
  }

  private static ErrorResponseException refused(String name, String detail) {
    return new ErrorResponseException(
        HttpStatus.FORBIDDEN, Problems.of(HttpStatus.FORBIDDEN, name, detail), null);
  }
}
