package com.storefront.notifications.stream;

import org.jspecify.annotations.Nullable;

/**
 * What a processor forwards: a result, or a record that is a dead letter and has its headers.
 *
 * @param <T> the result
 */
public record Outcome<T>(@Nullable T result, @Nullable DeadRecord rejected) {

  static <T> Outcome<T> of(T result) {
    return new Outcome<>(result, null);
  }

  static <T> Outcome<T> rejected(byte @Nullable [] key, byte @Nullable [] value) {
    return new Outcome<>(null, new DeadRecord(key, value));
  }

  /** The bytes of a record that cannot be applied. */
  public record DeadRecord(byte @Nullable [] key, byte @Nullable [] value) {}
}
