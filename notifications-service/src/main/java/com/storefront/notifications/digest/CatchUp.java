package com.storefront.notifications.digest;

/**
 * Whether everything was applied that was published before. Mails are decided only then: a backlog
 * can contain that an order was received, or that a customer wants no mails.
 */
public interface CatchUp {

  /** Whether everything was applied that was published when this process started. */
  boolean hasCaughtUp();

  /** Whether everything was applied that was published when the week began. */
  boolean isReadyFor(String week);
}
