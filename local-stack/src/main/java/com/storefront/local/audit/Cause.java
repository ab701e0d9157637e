package com.storefront.local.audit;

import java.util.Locale;

/** The likely reason why a follower differs from its source. */
public enum Cause {
  PENDING("in the source's outbox, not published yet"),
  UNSEEN("in the source's outbox, but not in the index by which the relay looks for it"),
  PARKED("in the source's outbox, and can never be published"),
  DEAD_LETTER("the follower set it aside: see ./storefront dead-letters"),
  BEHIND("published, and the follower is on its way to it"),
  LOST("published, and nothing is left to apply: republish the source"),
  SOURCE_BEHIND("the follower knows what the source never told, or has forgotten"),
  CONTRADICTION("the same version, and another content");

  private final String meaning;

  Cause(String meaning) {
    this.meaning = meaning;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /** {@code dead-letter}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
