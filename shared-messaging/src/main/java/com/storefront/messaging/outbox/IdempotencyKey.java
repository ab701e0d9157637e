package com.storefront.messaging.outbox;

import static java.util.Objects.requireNonNull;

/**
 * What a client calls one creation, kept in the document that it created.
 *
 * @param scope operation and caller within which the key is unique, for instance {@code
 *     create-customer}
 * @param key the client's word for this creation
 * @param digest of the request; the same key with another digest is a mistake
 */
public record IdempotencyKey(String scope, String key, String digest) {

  public IdempotencyKey {
    requireNonNull(scope, "scope");
    requireNonNull(key, "key");
    requireNonNull(digest, "digest");
  }
}
