package com.storefront.local.audit;

/** What explains why a follower lacks something. */
public interface Clues {

  /** Whether a record of this aggregate waits among the follower's dead letters. */
  boolean isDeadLetter(Hop hop, String aggregate);

  /** Whether the follower has not read all of its topic. */
  boolean isBehind(Hop hop);
}
