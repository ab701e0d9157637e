package com.storefront.web.token;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Leaves Spring Security out of a service that names no issuer of tokens, as if it were not on the
 * class path: no filter, no header, no password in the log. Naming the issuer is the only switch;
 * what would leave it half on keeps the service from starting.
 */
class TokenSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final String PREFIX = "spring.security.oauth2.resourceserver.";
  private static final String ISSUER = PREFIX + "jwt.issuer-uri";
  private static final String AUDIENCES = PREFIX + "jwt.audiences";

  /** Whoever sets one of these believes that tokens are asked for. */
  private static final List<String> NOT_ENOUGH =
      List.of(
          PREFIX + "jwt.jwk-set-uri",
          PREFIX + "jwt.public-key-location",
          PREFIX + "opaquetoken.introspection-uri");

  private static final List<String> SWITCHED =
      List.of("org.springframework.boot.security.", TokenSwitch.class.getPackageName() + ".");

  private @Nullable Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
    boolean on = environment != null && isOn(environment);
    boolean[] stays = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      String candidate = candidates[i];
      stays[i] = on || candidate == null || SWITCHED.stream().noneMatch(candidate::startsWith);
    }
    return stays;
  }

  /** Empty is not named, so that a container may pass on a variable that nobody has set. */
  private static boolean isOn(Environment environment) {
    boolean on = StringUtils.hasText(environment.getProperty(ISSUER));
    if (on && audiences(environment).stream().noneMatch(StringUtils::hasText)) {
      throw new InvalidConfigurationPropertyValueException(
          AUDIENCES, null, "a token that was issued for somebody else would do");
    }
    for (String property : NOT_ENOUGH) {
      String value = environment.getProperty(property);
      if (!on && StringUtils.hasText(value)) {
        throw new InvalidConfigurationPropertyValueException(
            property, value, "tokens are asked for only where " + ISSUER + " is set too");
      }
    }
    return on;
  }

  private static List<String> audiences(Environment environment) {
    return Binder.get(environment)
        .bind(AUDIENCES, Bindable.listOf(String.class))
        .orElseGet(List::of);
  }
}
