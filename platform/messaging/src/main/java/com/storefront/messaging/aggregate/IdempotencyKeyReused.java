package com.storefront.messaging.aggregate;

/** The idempotency key was used before for a different request. */
public class IdempotencyKeyReused extends RuntimeException {

  public IdempotencyKeyReused(IdempotencyKey key) {
    super(
        "The idempotency key '%s' was used for a different request. Use a new key."
            .formatted(key.key()));
  }
}
