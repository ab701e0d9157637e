package com.storefront.web.problem;

import jakarta.servlet.DispatcherType;
import java.util.List;
import org.apache.catalina.startup.Tomcat;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.ErrorResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Has every error answered as a problem. */
@AutoConfiguration(
    before = {
      TomcatServletWebServerAutoConfiguration.class,
      WebMvcAutoConfiguration.class,
      ErrorMvcAutoConfiguration.class
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(WebProperties.class)
@Import({ProblemAdvice.class, ProblemErrorController.class})
class ProblemAutoConfiguration {

  @Bean
  BodyLimitFilter bodyLimitFilter(WebProperties properties) {
    return new BodyLimitFilter(properties.maxBodySize());
  }

  @Bean
  ServerHttpMessageConvertersCustomizer strictRequestBodies(JsonMapper mapper) {
    return converters ->
        converters
            .withJsonConverter(new JacksonJsonHttpMessageConverter(StrictJson.of(mapper)))
            .configureMessageConvertersList(
                all -> all.removeIf(ProblemAutoConfiguration::isForYaml));
  }

  @Bean
  WebMvcConfigurer problemConventions() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RequestGuard());
      }

      @Override
      public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
        interceptors.add((problem, error) -> TraceIds.addTo(problem));
      }
    };
  }

  /** Springdoc brings YAML along, through which bodies would be read less strictly. */
  private static boolean isForYaml(HttpMessageConverter<?> converter) {
    return converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML);
  }

  @Bean
  @ConditionalOnProperty(name = "server.forward-headers-strategy", havingValue = "framework")
  FilterRegistrationBean<ForwardedHeaderFilter> checkedForwardedHeaderFilter() {
    var registration =
        new FilterRegistrationBean<ForwardedHeaderFilter>(new CheckedForwardedHeaderFilter());
    registration.setDispatcherTypes(
        DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(Tomcat.class)
  static class TomcatConfiguration {

    /** Innermost, because the innermost valve speaks first. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
      return factory ->
          factory.addContextCustomizers(
              context -> context.getParent().getPipeline().addValve(new ProblemValve()));
    }
  }
}
