package com.storefront.web.reader;

import com.storefront.messaging.role.DataAge;
import com.storefront.web.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Refuses operations that change something: those with an unsafe method (RFC 9110, 9.2.1), also
 * when they are called by a safe one, as the sample steps can be.
 *
 * <p>Answers with 405 and not with 503, because a repeated request would be refused again.
 */
final class ReadOnly implements HandlerInterceptor {

  private static final Set<RequestMethod> SAFE =
      Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS, RequestMethod.TRACE);

  private final String service;
  private final DataAge age;
  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  /**
   * @param mappings are created after this
   */
  ReadOnly(String service, DataAge age, ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.service = service;
    this.age = age;
    this.mappings = mappings;
  }

  /** Whether a method of a controller is mapped to an unsafe method of HTTP. */
  static boolean changes(Method method) {
    return Stream.<AnnotatedElement>of(method, method.getDeclaringClass())
        .map(it -> AnnotatedElementUtils.findMergedAnnotation(it, RequestMapping.class))
        .flatMap(Stream::ofNullable)
        .flatMap(mapping -> Stream.of(mapping.method()))
        .anyMatch(it -> !SAFE.contains(it));
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    age.reset();
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && handler instanceof HandlerMethod method
        && changes(method.getMethod())) {
      throw refusal(request);
    }
    return true;
  }

  private ErrorResponseException refusal(HttpServletRequest request) {
    var problem =
        Problems.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "read-only-instance",
            "This instance of %s only reads. Send changes to an instance with the role write or all, for example through the gateway."
                .formatted(service));
    var refusal = new ErrorResponseException(HttpStatus.METHOD_NOT_ALLOWED, problem, null);
    refusal.getHeaders().setAllow(allowed(request));
    return refusal;
  }

  /** The methods of the other operations with the same path. */
  private Set<HttpMethod> allowed(HttpServletRequest request) {
    Object path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    var allowed = new HashSet<HttpMethod>();
    mappings
        .getObject()
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (mapping.getPatternValues().contains(path) && !changes(method.getMethod())) {
                mapping.getMethodsCondition().getMethods().stream()
                    .map(RequestMethod::asHttpMethod)
                    .forEach(allowed::add);
              }
            });
    return allowed;
  }
}
