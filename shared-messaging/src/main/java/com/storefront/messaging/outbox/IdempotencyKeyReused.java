package com.storefront.messaging.outbox;

/** The idempotency key was used before, for another request. */
public class IdempotencyKeyReused extends RuntimeException {

  public IdempotencyKeyReused(IdempotencyKey key) {
    super("the key '%s' was used before with a different request".formatted(key.key()));
  }
}
