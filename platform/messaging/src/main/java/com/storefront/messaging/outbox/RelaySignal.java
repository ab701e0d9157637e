package com.storefront.messaging.outbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the relays of this process after a write, so that they do not wait for the next poll.
 *
 * <p>Only a hint: which events are pending is read from the outboxes.
 */
public class RelaySignal {

  private long raised;

  public synchronized void raise() {
    raised++;
    notifyAll();
  }

  /** Returns the number of signals so far. */
  synchronized long count() {
    return raised;
  }

  /** Waits until there are more signals than the given number, or until the time is over. */
  synchronized void await(long count, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (long left = timeout.toNanos();
        left > 0 && raised == count;
        left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
