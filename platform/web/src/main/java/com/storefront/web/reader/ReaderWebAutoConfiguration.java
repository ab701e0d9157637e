package com.storefront.web.reader;

import com.storefront.messaging.role.DataAge;
import org.springdoc.core.filters.GlobalOpenApiMethodFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The API of a reader: refuses changes, and says with each answer how old its data is. */
@AutoConfiguration
@ConditionalOnProperty(name = "storefront.role", havingValue = "read")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import(AgeHeader.class)
class ReaderWebAutoConfiguration implements WebMvcConfigurer {

  private final ReadOnly readOnly;

  ReaderWebAutoConfiguration(
      @Value("${spring.application.name}") String service,
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mappings,
      DataAge age) {
    this.readOnly = new ReadOnly(service, age, mappings);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(readOnly);
  }

  /** The documentation of a reader has no operations that it refuses. */
  @Bean
  GlobalOpenApiMethodFilter readingOperations() {
    return method -> !ReadOnly.changes(method);
  }
}
