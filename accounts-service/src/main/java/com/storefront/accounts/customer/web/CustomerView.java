package com.storefront.accounts.customer.web;

import com.storefront.accounts.card.CreditCard;
import com.storefront.accounts.card.CreditCardType;
import com.storefront.accounts.customer.Customer;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import com.storefront.events.customer.Preferences;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.server.core.Relation;

/** A customer as JSON. */
@Relation(itemRelation = "customer", collectionRelation = "customers")
record CustomerView(
    @Schema(example = "6b01064db29f8f4e06d5b478") String id,
    Name name,
    Contact contact,
    List<Address> addresses,
    List<CreditCardView> creditCards,
    @Schema(description = "Which mails the customer wants; changed by a request of its own.")
        Preferences preferences,
    @Schema(example = "2026-11-21T10:15:30.123Z") Instant createdAt,
    @Schema(
            description = "Null if an earlier version made the last change.",
            example = "2026-11-21T10:15:30.123Z")
        @Nullable Instant updatedAt,
    @Schema(description = "Increases by one with each change; the ETag.", example = "1")
        long version) {

  static CustomerView of(Customer customer) {
    return new CustomerView(
        customer.id(),
        customer.name(),
        customer.contact(),
        customer.addresses(),
        customer.creditCards().stream().map(CreditCardView::of).toList(),
        customer.preferences(),
        customer.createdAt(),
        customer.updatedAt(),
        customer.version());
  }

  /** A card without its number. */
  record CreditCardView(
      @Schema(example = "PRIMARY") CreditCardType type,
      @Schema(example = "VISA") String description,
      @Schema(description = "Recognised by the number.", example = "Visa") String brand,
      @Schema(example = "1111") String last4,
      @Schema(example = "6/39") String expiration,
      @Schema(example = "John S. Doe") String nameOnCard) {

    static CreditCardView of(CreditCard it) {
      return new CreditCardView(
          it.type(), it.description(), it.brand(), it.last4(), it.expiration(), it.nameOnCard());
    }
  }
}
