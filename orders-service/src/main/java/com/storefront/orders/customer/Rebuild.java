package com.storefront.orders.customer;

import org.jspecify.annotations.Nullable;

/**
 * How the copies of the customers are rebuilt.
 *
 * @param comparison of the copies that are read with the rebuilt ones; null while these are filled
 * @param failure what ended it
 */
public record Rebuild(State state, @Nullable Comparison comparison, @Nullable String failure) {

  /** Where it is, or how it ended. */
  public enum State {
    RUNNING,
    /** The rebuilt copies are the ones that are read. */
    SWITCHED,
    /** The topic doesn't hold all that is known: nothing was switched. */
    REFUSED,
    FAILED
  }

  /**
   * @param present copies that are read, of deleted customers too
   * @param rebuilt copies from the topic
   * @param missing known, but not told by the topic
   * @param outdated told by the topic only in an older state
   * @param mended in the same state but with another content, which the rebuilt copy puts right
   * @param presentDigest of ids, states and contents in the order of the ids; the same as the other
   *     if nothing differs
   */
  public record Comparison(
      long present,
      long rebuilt,
      long missing,
      long outdated,
      long mended,
      String presentDigest,
      String rebuiltDigest) {

    boolean losesNothing() {
      return missing == 0 && outdated == 0;
    }
  }
}
