package com.storefront.messaging.role;

import com.mongodb.ReadPreference;
import java.util.concurrent.TimeUnit;

/** From which members of the replica set an instance reads. A service can be without MongoDB. */
public final class ReadPreferences {

  /**
   * The smallest value that drivers allow. A secondary that is further behind is not used; without
   * a usable secondary, the primary is.
   */
  private static final int MAX_STALENESS_SECONDS = 90;

  private ReadPreferences() {}

  public static ReadPreference of(Role role) {
    return role.writes()
        ? ReadPreference.primary()
        : ReadPreference.secondaryPreferred(MAX_STALENESS_SECONDS, TimeUnit.SECONDS);
  }
}
