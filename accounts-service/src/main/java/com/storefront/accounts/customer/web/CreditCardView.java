package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.CreditCard;
import com.storefront.accounts.customer.CreditCardType;
import io.swagger.v3.oas.annotations.media.Schema;

/** What people may see of a card: never its number. */
record CreditCardView(
    @Schema(example = "PRIMARY") CreditCardType type,
    @Schema(example = "VISA") String description,
    @Schema(description = "Told by the number.", example = "Visa") String brand,
    @Schema(example = "1111") String last4,
    @Schema(example = "6/39") String expiration,
    @Schema(example = "John S. Doe") String nameOnCard) {

  static CreditCardView of(CreditCard card) {
    return new CreditCardView(
        card.type(),
        card.description(),
        card.brand(),
        card.last4(),
        card.expiration(),
        card.nameOnCard());
  }
}
