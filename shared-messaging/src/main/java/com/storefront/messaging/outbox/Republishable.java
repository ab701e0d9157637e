package com.storefront.messaging.outbox;

import org.jspecify.annotations.Nullable;

/** An {@link Aggregate} whose newest event can be made again from its state. */
public interface Republishable {

  /**
   * The event that was registered last, as it was told.
   *
   * @param sequence of that event
   * @return null if it was a tombstone
   */
  @Nullable Object newestEvent(long sequence);
}
