package com.storefront.web;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.hateoas.PagedModel.PageMetadata;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.WebContentInterceptor;

/**
 * Sets which query parameters are accepted, who may keep answers, and which web pages may read
 * them. Serves the start document.
 */
@AutoConfiguration
@EnableConfigurationProperties(HomeController.Resources.class)
@Import(HomeController.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class HttpAutoConfiguration implements WebMvcConfigurer {

  private final String[] allowedOrigins;

  /**
   * @param allowedOrigins of web pages that may call the API, for example {@code
   *     https://shop.example}; none by default
   */
  HttpAutoConfiguration(@Value("${storefront.cors.allowed-origins:}") String[] allowedOrigins) {
    this.allowedOrigins = allowedOrigins;
  }

  /** Pages by cursor have no metadata. */
  @Bean
  JsonMapperBuilderCustomizer noEmptyMetadata() {
    return json ->
        json.withConfigOverride(
            PageMetadata.class,
            it -> it.setInclude(JsonInclude.Value.construct(NON_NULL, NON_NULL)));
  }

  @Override
  public void addCorsMappings(CorsRegistry registry) {
    if (allowedOrigins.length > 0) {
      registry
          .addMapping("/**")
          .allowedOrigins(allowedOrigins)
          .allowedMethods("*")
          .exposedHeaders(
              HttpHeaders.AGE,
              HttpHeaders.ETAG,
              HttpHeaders.LOCATION,
              HttpHeaders.RETRY_AFTER,
              HttpHeaders.WWW_AUTHENTICATE);
    }
  }

  /** Answers hold personal data; the documentation does not. */
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    var personal = new WebContentInterceptor();
    personal.setCacheControl(CacheControl.noStore().cachePrivate());
    registry.addInterceptor(new QueryParameters());
    registry.addInterceptor(personal).excludePathPatterns("/swagger-ui/**", "/v3/api-docs/**");
  }
}
