package com.storefront.messaging.outbox;

/** The aggregate was changed by somebody else since it was read. */
public class StaleVersion extends RuntimeException {

  /**
   * @param version that was read and is no longer current
   */
  public StaleVersion(String id, long version) {
    super("%s is no longer at version %d".formatted(id, version));
  }
}
