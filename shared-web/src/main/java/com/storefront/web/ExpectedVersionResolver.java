package com.storefront.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands {@code If-Match} to controller methods as the version they check. */
class ExpectedVersionResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == ExpectedVersion.class;
  }

  @Override
  public ExpectedVersion resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    @Nullable String @Nullable [] fields = request.getHeaderValues(HttpHeaders.IF_MATCH);
    String ifMatch = fields == null ? "" : String.join(",", fields);
    if (!StringUtils.hasText(ifMatch)) {
      throw new PreconditionRequired();
    }
    return ExpectedVersion.parse(ifMatch);
  }
}
