package com.storefront.web.reader;

import com.storefront.messaging.role.DataAge;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Adds the header {@code Age} (RFC 9111, 5.1) to answers with data: the data is that of the primary
 * so many seconds ago, or newer. Also a problem has it, such as that of an order that is missing.
 */
@ControllerAdvice
class AgeHeader implements ResponseBodyAdvice<Object> {

  private final DataAge age;

  AgeHeader(DataAge age) {
    this.age = age;
  }

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
    return true;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType selectedContentType,
      Class<? extends HttpMessageConverter<?>> selectedConverterType,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    age.seconds().ifPresent(it -> response.getHeaders().set(HttpHeaders.AGE, Long.toString(it)));
    return body;
  }
}
