package com.storefront.messaging.outbox;

import org.jspecify.annotations.Nullable;

/**
 * How far the newest events of a service have been told again.
 *
 * @param id of this run
 * @param read aggregates looked at
 * @param told aggregates whose newest event was told again; the others' was on its way, or they
 *     never told any
 * @param failure what ended it
 */
public record Republication(
    String id, State state, long read, long told, @Nullable String failure) {

  /** Whether more is to come. */
  public enum State {
    RUNNING,
    /** The broker acknowledged everything. */
    DONE,
    FAILED
  }

  static Republication begun(String id) {
    return new Republication(id, State.RUNNING, 0, 0, null);
  }

  Republication plus(int read, int told) {
    return new Republication(id, state, this.read + read, this.told + told, null);
  }

  Republication done() {
    return new Republication(id, State.DONE, read, told, null);
  }

  Republication failed(RuntimeException failure) {
    return new Republication(id, State.FAILED, read, told, failure.toString());
  }
}
