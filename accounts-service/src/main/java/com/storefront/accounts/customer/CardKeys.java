package com.storefront.accounts.customer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What seals and opens card numbers.
 *
 * @param key seals and opens: 16, 24 or 32 random bytes in Base64. Without it a key seals that
 *     everybody knows: for development only
 * @param previousKeys only open: numbers that were sealed with them stay readable after a rotation
 */
@ConfigurationProperties("storefront.cards")
record CardKeys(@Nullable String key, @DefaultValue List<String> previousKeys) {

  @Override
  public String toString() {
    return "CardKeys";
  }
}
