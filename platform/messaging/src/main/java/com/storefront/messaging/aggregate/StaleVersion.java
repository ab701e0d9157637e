package com.storefront.messaging.aggregate;

/** The aggregate was changed since it was read. */
public class StaleVersion extends RuntimeException {

  /**
   * @param version that was read
   */
  public StaleVersion(String id, long version) {
    super("%s was changed after version %d was read. Read it again.".formatted(id, version));
  }
}
