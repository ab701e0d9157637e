package com.storefront.messaging.outbox;

/** The aggregate was changed by somebody else since it was read. */
public class StaleVersion extends RuntimeException {

  private final String id;
  private final long version;

  public StaleVersion(String id, long version) {
    super("%s is no longer at version %d".formatted(id, version));
    this.id = id;
    this.version = version;
  }

  public String id() {
    return id;
  }

  /** The version that was read and is no longer current. */
  public long version() {
    return version;
  }
}
