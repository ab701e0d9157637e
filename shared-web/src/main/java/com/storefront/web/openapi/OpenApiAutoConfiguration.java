package com.storefront.web.openapi;

import com.storefront.web.ExpectedVersion;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import java.net.URI;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Documents every service alike, and shows the document under the address people try. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(OpenApiProperties.class)
class OpenApiAutoConfiguration {

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(ExpectedVersion.class);
  }

  @Bean
  OpenAPI openApi(OpenApiProperties properties) {
    return new OpenAPI()
        .info(
            new Info()
                .title(properties.title())
                .description(properties.description())
                .version(properties.version())
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
  }

  @Bean
  OperationConventions operationConventions() {
    return new OperationConventions();
  }

  @Bean
  DocumentConventions documentConventions() {
    return new DocumentConventions();
  }

  @Bean
  NotBlankSchemas notBlankSchemas() {
    return new NotBlankSchemas();
  }

  @Bean
  NullableSchemas nullableSchemas() {
    return new NullableSchemas();
  }

  /**
   * The path alone, prefix of the gateway included: a client knows the host, for it has asked it,
   * and the document can't be made to name another one.
   */
  @Bean
  ServerBaseUrlCustomizer relativeServerUrl() {
    return (url, request) -> {
      String path = URI.create(url).getRawPath();
      return StringUtils.hasText(path) ? path : "/";
    };
  }

  /** Springdoc itself redirects only from {@code swagger-ui.html}. */
  @Bean
  WebMvcConfigurer swaggerUiAddresses() {
    return new WebMvcConfigurer() {
      @Override
      public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/swagger-ui", "/swagger-ui/index.html");
        registry.addRedirectViewController("/swagger-ui/", "/swagger-ui/index.html");
      }
    };
  }
}
