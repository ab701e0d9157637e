package com.storefront.messaging.republish;

import com.storefront.messaging.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The progress of republishing.
 *
 * @param id of this run
 * @param total aggregates at the start, about; after a restore some are read more than once
 * @param read aggregates that were read
 * @param published aggregates whose newest event was published again; an aggregate without an
 *     event, or with a pending event, is skipped
 * @param failure why the run ended early
 */
public record Republication(
    String id, State state, long total, long read, long published, @Nullable String failure) {

  private static final int MAX_FAILURE_LENGTH = 500;

  public enum State {
    RUNNING,
    /** The broker acknowledged every event. */
    DONE,
    FAILED
  }

  static Republication started(String id, long total) {
    return new Republication(id, State.RUNNING, total, 0, 0, null);
  }

  Republication plus(int read, int published) {
    return new Republication(id, state, total, this.read + read, this.published + published, null);
  }

  Republication done() {
    return new Republication(id, State.DONE, total, read, published, null);
  }

  Republication failed(RuntimeException failure) {
    return new Republication(
        id,
        State.FAILED,
        total,
        read,
        published,
        Printable.of(failure.toString(), MAX_FAILURE_LENGTH));
  }
}
