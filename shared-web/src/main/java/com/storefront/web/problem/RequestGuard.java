package com.storefront.web.problem;

import com.storefront.web.InvalidField;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Stops parameters that no database could store before a controller sees them. */
class RequestGuard implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    pathVariables(request)
        .forEach((name, value) -> check(String.valueOf(name), String.valueOf(value)));
    request
        .getParameterMap()
        .forEach((name, values) -> Arrays.stream(values).forEach(value -> check(name, value)));
    return true;
  }

  private static void check(String name, @Nullable String value) {
    if (!Text.isSafe(value)) {
      throw new UnusableRequest(new InvalidField(name, TextDeserializer.EXPECTATION));
    }
  }

  private static Map<?, ?> pathVariables(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? variables
        : Map.of();
  }
}
