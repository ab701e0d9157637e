package com.storefront.messaging.aggregate;

import static java.util.Objects.requireNonNull;

/**
 * A client's key for one creation, stored in the document that was created.
 *
 * @param scope operation and caller within which the key is unique, for instance {@code
 *     create-customer}
 * @param key chosen by the client
 * @param digest of the request; the same key with another digest is an error
 */
public record IdempotencyKey(String scope, String key, String digest) {

  public IdempotencyKey {
    requireNonNull(scope, "scope");
    requireNonNull(key, "key");
    requireNonNull(digest, "digest");
  }
}
