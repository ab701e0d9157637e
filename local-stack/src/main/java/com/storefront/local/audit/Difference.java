package com.storefront.local.audit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something on which a follower and its source don't agree.
 *
 * @param told version at the source; 0 if it has none
 * @param known version at the follower; 0 if it has none
 * @param since when the newer of both came about; null if nobody remembers
 */
public record Difference(
    Hop hop, String aggregate, long told, long known, Cause cause, @Nullable Instant since) {

  /** Whether it is older than that, or nobody knows how old. */
  public boolean isOlderThan(Duration age, Instant now) {
    return since == null || since.plus(age).isBefore(now);
  }
}
