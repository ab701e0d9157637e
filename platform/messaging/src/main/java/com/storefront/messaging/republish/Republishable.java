package com.storefront.messaging.republish;

import com.storefront.messaging.aggregate.Aggregate;
import org.jspecify.annotations.Nullable;

/** An {@link Aggregate} whose newest event can be built again from its state. */
public interface Republishable {

  /**
   * Returns the event that was registered last, as it was published.
   *
   * @param sequence of that event
   * @return null if it was a tombstone
   */
  @Nullable Object newestEvent(long sequence);
}
