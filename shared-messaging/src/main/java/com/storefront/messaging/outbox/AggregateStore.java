package com.storefront.messaging.outbox;

import java.util.Collection;
import java.util.List;

/**
 * The only way to write aggregates: the changed state and the event it causes in one write, made
 * conditional on the version that was read.
 */
public class AggregateStore {

  /**
   * Saves a new aggregate at version 1, with its event.
   *
   * @return the given aggregate; or the one that an earlier request with the same idempotency key
   *     created, as it is now
   * @throws AggregateExists if the id is taken
   * @throws IdempotencyKeyReused if the key was used for a request with another digest
   * @throws EventTooLarge if the event is larger than may be published
   */
  public <T extends Aggregate> T insert(T aggregate) {
    throw new UnsupportedOperationException();
  }

  /**
   * Saves a change and its event if nobody else changed the aggregate since it was read. On return
   * the aggregate is at the next version.
   *
   * @throws StaleVersion if somebody did; nothing was saved
   * @throws OutboxFull if too many events of this aggregate wait to be published; nothing was saved
   * @throws EventTooLarge if the event is larger than may be published; nothing was saved
   */
  public void update(Aggregate aggregate) {
    throw new UnsupportedOperationException();
  }

  /**
   * Saves many new aggregates in one command.
   *
   * @return those whose id is taken, unsaved
   */
  public <T extends Aggregate> List<T> insertAll(Collection<T> aggregates) {
    throw new UnsupportedOperationException();
  }

  /**
   * Saves many changes in one command, each under the condition of {@link #update}.
   *
   * @return how many were saved; the others lost a race and are to be read again
   */
  public int updateAll(Collection<? extends Aggregate> aggregates) {
    throw new UnsupportedOperationException();
  }
}
