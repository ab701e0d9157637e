package com.storefront.accounts.card;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys for card numbers, each of 16, 24 or 32 random bytes in Base64.
 *
 * @param key encrypts and decrypts; without it a public development key is used
 * @param previousKeys only decrypt: numbers stay readable after a rotation of keys
 */
@ConfigurationProperties("storefront.cards")
record CardKeys(@Nullable String key, @DefaultValue List<String> previousKeys) {

  @Override
  public String toString() {
    return "CardKeys";
  }
}
