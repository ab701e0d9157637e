package com.storefront.messaging.aggregate;

/** A client made its change conditional on a version that is not the current one. */
public class VersionMismatch extends RuntimeException {

  /**
   * @param weak whether the client sent a weak entity tag
   */
  public VersionMismatch(long currentVersion, boolean weak) {
    super(
        "The resource is at version %d: its entity tag is \"%1$d\". %s"
            .formatted(
                currentVersion,
                weak
                    ? "If-Match compares strong tags only, so a tag with W/ never matches."
                    : "Read it again."));
  }
}
