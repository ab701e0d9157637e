package com.storefront.accounts.customer.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.storefront.accounts.customer.CardDetails;
import com.storefront.accounts.customer.CreditCard;
import com.storefront.accounts.customer.CreditCardType;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** A card as a customer gives it, or as it was read here and comes back. */
@JsonIgnoreProperties("brand")
record CreditCardForm(
    @NotNull @Schema(example = "PRIMARY") CreditCardType type,
    @NotNull @Line @Schema(example = "VISA") String description,
    @Nullable
        @GivenNumber.Valid
        @Schema(
            type = "string",
            description =
                "May be left out for a card that is here already: type and last4 name it.",
            example = "4111 1111 1111 1111")
        GivenNumber number,
    @Nullable
        @Pattern(regexp = "^[0-9]{4}$", message = "must be the last four digits")
        @Schema(example = "1111")
        String last4,
    @NotNull
        @Pattern(
            regexp = "^(0?[1-9]|1[0-2])/[0-9]{2}$",
            message = "must be a month such as 6/29 or 06/29")
        @Schema(description = "The last month that the card is good for.", example = "6/39")
        String expiration,
    @NotNull @Line @Schema(example = "John S. Doe") String nameOnCard) {

  static CreditCardForm of(CreditCard card) {
    return new CreditCardForm(
        card.type(), card.description(), null, card.last4(), card.expiration(), card.nameOnCard());
  }

  CardDetails toDetails() {
    return new CardDetails(
        type,
        description,
        number == null ? null : number.number().orElseThrow(),
        last4,
        expiration,
        nameOnCard);
  }
}
