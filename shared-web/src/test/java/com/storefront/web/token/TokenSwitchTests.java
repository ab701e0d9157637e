package com.storefront.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

class TokenSwitchTests {

  private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
  private static final String AUDIENCES = "spring.security.oauth2.resourceserver.jwt.audiences";

  private static final String[] CANDIDATES = {
    "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
    TokenAutoConfiguration.class.getName(),
    "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration"
  };

  private final MockEnvironment environment =
      new MockEnvironment().withProperty(AUDIENCES, "storefront");

  @Test
  void leavesSecurityOutWhereNoIssuerIsNamed() {
    assertThat(match()).containsExactly(false, false, true);
  }

  @Test
  void takesAnEmptyIssuerForNone() {
    environment.setProperty(ISSUER, " ");

    assertThat(match()).containsExactly(false, false, true);
  }

  @Test
  void letsSecurityInWhereAnIssuerIsNamed() {
    environment.setProperty(ISSUER, "https://issuer.example");

    assertThat(match()).containsExactly(true, true, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jwt.jwk-set-uri", "jwt.public-key-location", "opaquetoken.introspection-uri"})
  void refusesToStartWithKeysButNoIssuer(String property) {
    environment.setProperty("spring.security.oauth2.resourceserver." + property, "https://keys");

    assertThatThrownBy(this::match)
        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
        .hasMessageContaining(ISSUER);
  }

  @Test
  void refusesToStartWithoutAnAudience() {
    environment.setProperty(ISSUER, "https://issuer.example");
    environment.setProperty(AUDIENCES, "");

    assertThatThrownBy(this::match)
        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
        .hasMessageContaining("somebody else");
  }

  private boolean[] match() {
    var tokenSwitch = new TokenSwitch();
    tokenSwitch.setEnvironment(environment);
    return tokenSwitch.match(CANDIDATES, mock());
  }
}
