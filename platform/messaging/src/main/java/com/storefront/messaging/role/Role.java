package com.storefront.messaging.role;

import com.mongodb.ReadPreference;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What an instance of a service does. */
public enum Role {

  /** Everything; the only kind of instance where there are no readers. */
  ALL,

  /** Everything; a name for the other instances where there are readers. */
  WRITE,

  /**
   * Answers reads, from secondaries of MongoDB where there are any. Changes nothing, and does not
   * use Kafka.
   */
  READ;

  /**
   * The smallest value that drivers allow. A secondary that is further behind is not used; without
   * a usable secondary, the primary is.
   */
  private static final int MAX_STALENESS_SECONDS = 90;

  public boolean writes() {
    return this != READ;
  }

  /** From which members of the replica set an instance reads. */
  public ReadPreference readPreference() {
    return writes()
        ? ReadPreference.primary()
        : ReadPreference.secondaryPreferred(MAX_STALENESS_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * The role of this instance.
   *
   * @param role {@code storefront.role}
   */
  @ConfigurationProperties("storefront")
  public record Settings(@DefaultValue("all") Role role) {}
}
