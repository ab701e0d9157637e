package com.storefront.notifications.digest;

import java.time.Instant;

/** The week that a moment belongs to. */
@FunctionalInterface
public interface Weeks {

  DigestWeek at(Instant now);
}
