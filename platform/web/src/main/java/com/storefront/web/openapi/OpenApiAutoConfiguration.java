package com.storefront.web.openapi;

import com.storefront.messaging.aggregate.ExpectedVersion;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Completes the OpenAPI document of a service; {@code springdoc.open-api} has the general part. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class OpenApiAutoConfiguration {

  static {
    SpringDocUtils.getConfig().replaceWithClass(ExpectedVersion.class, String.class);
  }

  @Bean
  OperationDocumentation operationDocumentation(ObjectProvider<JwtDecoder> tokens) {
    return new OperationDocumentation(tokens.getIfAvailable() != null);
  }

  @Bean
  RecordSchemas recordSchemas() {
    return new RecordSchemas();
  }

  @Bean
  GlobalOpenApiCustomizer sharedComponents(ObjectProvider<JwtDecoder> tokens) {
    return document -> {
      Components components = document.getComponents();
      ModelConverters.getInstance(true)
          .readAll(new AnnotatedType(ProblemSchema.class))
          .forEach(components::addSchemas);
      components.getSchemas().forEach(OpenApiAutoConfiguration::addReadableTitle);
      if (tokens.getIfAvailable() != null) {
        components.addSecuritySchemes("token", tokenScheme());
        document.addSecurityItem(new SecurityRequirement().addList("token"));
      }
    };
  }

  /** Swagger UI shows titles in place of names such as PagedModelEntityModelOrder. */
  private static void addReadableTitle(String name, Schema<?> schema) {
    String content =
        name.replaceFirst("^(PagedModel)?(EntityModel)?", "").replaceFirst("View$", "");
    if (name.startsWith("PagedModel")) {
      schema.title("Page of " + content);
    } else if (name.startsWith("EntityModel")) {
      schema.title(content + " with links");
    }
  }

  private static SecurityScheme tokenScheme() {
    return new SecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .bearerFormat("JWT")
        .description("Scope `staff`: everything. Claim `customer_id`: that customer's data.");
  }
}
