package com.storefront.web.problem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;

/** Answers every error with a problem document. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({ProblemAdvice.class, ProblemErrorController.class, WellFormedStringDeserializer.class})
class ProblemAutoConfiguration {

  /** Removes the YAML converter that springdoc adds: it would read bodies without our limits. */
  @Bean
  ServerHttpMessageConvertersCustomizer noYaml() {
    return converters ->
        converters.configureMessageConvertersList(
            all ->
                all.removeIf(
                    it -> it.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
  }
}
