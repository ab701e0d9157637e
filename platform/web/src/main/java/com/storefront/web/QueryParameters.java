package com.storefront.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an operation does not have, and a second value where it reads one:
 * a misspelled filter must not return everything.
 */
final class QueryParameters implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() != null
        && request.getDispatcherType() == DispatcherType.REQUEST
        && handler instanceof HandlerMethod method
        && !method.getBeanType().getName().startsWith("org.springdoc.")) {
      List<InvalidField> invalid = invalid(request.getParameterMap(), method);
      if (!invalid.isEmpty()) {
        throw new ErrorResponseException(HttpStatus.BAD_REQUEST, Problems.invalid(invalid), null);
      }
    }
    return true;
  }

  private static List<InvalidField> invalid(Map<String, String[]> given, HandlerMethod method) {
    Map<String, Class<?>> known = new TreeMap<>();
    Stream.of(method.getMethod().getParameters()).forEach(it -> addTo(known, it));
    return given.entrySet().stream()
        .map(it -> violation(it.getKey(), it.getValue().length, known))
        .flatMap(Stream::ofNullable)
        .toList();
  }

  private static @Nullable InvalidField violation(
      String name, int values, Map<String, Class<?>> known) {
    Class<?> type = known.get(name);
    if (type == null) {
      return new InvalidField(
          name,
          known.isEmpty()
              ? "is unknown; this operation has no query parameters"
              : "is unknown; known are " + String.join(", ", known.keySet()));
    }
    return values > 1 && !Collection.class.isAssignableFrom(type)
        ? new InvalidField(name, "must be given once")
        : null;
  }

  private static void addTo(Map<String, Class<?>> known, Parameter parameter) {
    if (parameter.isAnnotationPresent(ParameterObject.class)) {
      for (RecordComponent component : parameter.getType().getRecordComponents()) {
        known.put(component.getName(), component.getType());
      }
    } else if (parameter.isAnnotationPresent(RequestParam.class)) {
      known.put(parameter.getName(), parameter.getType());
    }
  }
}
