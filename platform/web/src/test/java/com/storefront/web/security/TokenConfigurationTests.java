package com.storefront.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class TokenConfigurationTests {

  private static final String PREFIX = "spring.security.oauth2.resourceserver.";

  private final WebApplicationContextRunner service =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  OAuth2ResourceServerAutoConfiguration.class, TokenAutoConfiguration.class))
          .withPropertyValues(PREFIX + "jwt.audiences=storefront");

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void requiresNoTokenWithoutAnIssuer(String issuer) {
    service
        .withPropertyValues(PREFIX + "jwt.issuer-uri=" + issuer)
        .run(context -> assertThat(context).hasBean("allowAll").doesNotHaveBean("requireToken"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt.jwk-set-uri", "opaquetoken.introspection-uri"})
  void refusesToStartWithKeysButNoIssuer(String property) {
    service
        .withPropertyValues(PREFIX + property + "=https://keys.example")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining(PREFIX + "jwt.issuer-uri"));
  }

  @Test
  void refusesToStartWithoutAnAudience() {
    service
        .withPropertyValues(
            PREFIX + "jwt.issuer-uri=https://issuer.example", PREFIX + "jwt.audiences=")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("Set an audience"));
  }
}
