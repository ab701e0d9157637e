package com.storefront.accounts.customer;

import org.jspecify.annotations.Nullable;

/**
 * A card as a customer gives it.
 *
 * @param number may be left out for a card that is there already, called by type and last4
 * @param expiration the last month it is good for, {@code M/yy} or {@code MM/yy}
 */
public record CardDetails(
    CreditCardType type,
    String description,
    @Nullable CardNumber number,
    @Nullable String last4,
    String expiration,
    String nameOnCard) {}
