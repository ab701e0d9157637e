package com.storefront.launcher.consistency;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A copy that differs from its source.
 *
 * @param published version in the source; 0 if it has none
 * @param applied version in the copy; 0 if it has none
 * @param since the time of the newer version; null if it is not recorded
 */
public record Difference(
    Link link,
    String aggregate,
    long published,
    long applied,
    Cause cause,
    @Nullable Instant since) {

  /** Whether the difference is older than the age, or of unknown age. */
  boolean isOlderThan(Duration age, Instant now) {
    return since == null || since.plus(age).isBefore(now);
  }
}
