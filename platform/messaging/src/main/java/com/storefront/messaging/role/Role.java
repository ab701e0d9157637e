package com.storefront.messaging.role;

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

  public boolean writes() {
    return this != READ;
  }

  /**
   * The role of this instance.
   *
   * @param role {@code storefront.role}
   */
  @ConfigurationProperties("storefront")
  public record Settings(@DefaultValue("all") Role role) {}
}
