package com.storefront.launcher.consistency;

/** Information outside the databases that explain why a copy lacks an event. */
public interface Diagnostics {

  /** Whether the consumer has a dead letter of this aggregate. */
  boolean isDeadLetter(Link link, String aggregate);

  /** Whether the consumer has not reached the end of its topic. */
  boolean isBehind(Link link);
}
