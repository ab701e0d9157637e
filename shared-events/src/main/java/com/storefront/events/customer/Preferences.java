package com.storefront.events.customer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Which mails a customer wants. */
public record Preferences(
    @JsonPropertyDescription("The weekly digest of open orders.") boolean digest,
    @JsonPropertyDescription("A mail when an order was shipped, and when it was received.")
        boolean shippingMails) {

  /** What applies until a customer decides: a digest needs consent. */
  public static final Preferences DEFAULT = new Preferences(false, true);
}
