package com.storefront.accounts.unsubscription.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The key that signs the links in mails.
 *
 * @param key the same as {@code storefront.mail.key} of notifications, at least 32 characters;
 *     without it a public development key is used
 */
@ConfigurationProperties("storefront.links")
record LinkSettings(@Nullable String key) {

  @Override
  public String toString() {
    return "LinkSettings";
  }
}
