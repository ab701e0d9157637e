package com.storefront.accounts.customer.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.storefront.accounts.card.CardDetails;
import com.storefront.accounts.card.CardNumber;
import com.storefront.accounts.card.CreditCardType;
import com.storefront.accounts.contact.Countries;
import com.storefront.accounts.contact.PhoneNumbers;
import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerDetails;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.web.RequestDigest;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of a customer as it is submitted. A customer that was read may be sent back as it is:
 * properties that a client cannot choose are ignored.
 */
@CustomerRules
@JsonIgnoreProperties({"id", "preferences", "createdAt", "updatedAt", "version", "_links"})
record CustomerForm(
    @NotNull @Valid NameForm name,
    @NotNull @Valid ContactForm contact,
    @NotNull @Size(min = 1, max = Customer.MAX_ADDRESSES)
        List<@NotNull @Valid AddressForm> addresses,
    @Nullable @Size(max = Customer.MAX_CARDS) List<@NotNull @Valid CreditCardForm> creditCards) {

  /** The limit of RFC 5321 for a path, without its angle brackets. */
  static final int MAX_EMAIL_LENGTH = 254;

  /** Beside what {@link Email} checks: no dot at an end of a part, no control characters. */
  private static final String EMAIL =
      "(?!\\.|.*\\.\\.|.*\\.@)[^\\s\\p{Cc}\\p{Z}@]+@[^\\s\\p{Cc}\\p{Z}@]+\\.[^\\s\\p{Cc}\\p{Z}@.]+";

  private static final String PHONE =
      "As people write it: with + and the country code, or as in the country of the first address."
          + " Stored in the form of E.164.";

  /** Identifies the registration by the client's key and a digest of this form. */
  @Nullable IdempotencyKey idempotencyKey(@Nullable String key) {
    return key == null ? null : new IdempotencyKey("create-customer", key, RequestDigest.of(this));
  }

  CustomerDetails toDetails() {
    return new CustomerDetails(
        name.toName(),
        contact.toContact(phoneCountry()),
        addresses.stream().map(AddressForm::toAddress).toList(),
        creditCards == null
            ? List.of()
            : creditCards.stream().map(CreditCardForm::toDetails).toList());
  }

  /** The country in which phone numbers without country code are read. */
  String phoneCountry() {
    String country =
        addresses == null || addresses.isEmpty() || addresses.get(0) == null
            ? null
            : addresses.get(0).country;
    return country != null && Countries.exist(country) ? country : Countries.DEFAULT;
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static String nullToEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** A one-word name is the first or the last name; the other one is absent or empty. */
  record NameForm(
      @NotNull @SingleLine @Schema(example = "Mr.") String title,
      @Nullable
          @SingleLine.OrEmpty
          @Schema(description = "Absent or empty in a one-word name.", example = "John")
          String firstName,
      @Nullable @SingleLine @Schema(example = "S.") String middleName,
      @Nullable
          @SingleLine.OrEmpty
          @Schema(description = "Absent or empty if there is a first name only.", example = "Doe")
          String lastName,
      @Nullable @SingleLine @Schema(example = "Jr.") String suffix) {

    NameForm {
      firstName = emptyToNull(firstName);
      lastName = emptyToNull(lastName);
    }

    Name toName() {
      return new Name(title, nullToEmpty(firstName), middleName, nullToEmpty(lastName), suffix);
    }
  }

  record ContactForm(
      @NotNull @SingleLine @Schema(description = PHONE, example = "555-666-7777")
          String primaryPhone,
      @Nullable @SingleLine @Schema(description = PHONE, example = "+44 20 7183 8750")
          String secondaryPhone,
      @NotNull
          @Size(max = MAX_EMAIL_LENGTH)
          @Email(
              regexp = EMAIL,
              message = "must be an e-mail address, for example john.doe@internet.com")
          @Schema(
              description =
                  "May be internationalized (RFC 6531), for example jürgen@müller.example.",
              example = "john.doe@internet.com")
          String email) {

    Contact toContact(String country) {
      return new Contact(
          PhoneNumbers.normalize(primaryPhone, country).orElseThrow(),
          secondaryPhone == null
              ? null
              : PhoneNumbers.normalize(secondaryPhone, country).orElseThrow(),
          email);
    }
  }

  record AddressForm(
      @NotNull @Schema(example = "SHIPPING") AddressType type,
      @NotNull @SingleLine @Schema(example = "My home address") String description,
      @NotNull @SingleLine @Schema(example = "123 Oak Street") String address1,
      @Nullable @SingleLine @Schema(example = "Apartment 7") String address2,
      @NotNull @SingleLine @Schema(example = "Sunrise") String city,
      @Nullable
          @SingleLine.OrEmpty
          @Schema(
              description = "Required where the country's addresses have a state or province.",
              example = "CA")
          String state,
      @Nullable
          @SingleLine.OrEmpty
          @Schema(
              description = "Required where the country's addresses have a postal code.",
              example = "12345-6789")
          String postalCode,
      @JsonInclude(JsonInclude.Include.NON_NULL) // the stored digests of older requests have none
          @Nullable
          @Schema(
              description = "ISO 3166-1 alpha-2. Absent or null: US.",
              pattern = "^[A-Z]{2}$",
              example = "US")
          String country) {

    AddressForm {
      state = emptyToNull(state);
      postalCode = emptyToNull(postalCode);
    }

    Address toAddress() {
      return new Address(
          type,
          description,
          address1,
          address2,
          city,
          nullToEmpty(state),
          nullToEmpty(postalCode),
          country);
    }
  }

  /** A card; the brand that a client read is ignored. */
  @JsonIgnoreProperties("brand")
  record CreditCardForm(
      @NotNull @Schema(example = "PRIMARY") CreditCardType type,
      @NotNull @SingleLine @Schema(example = "VISA") String description,
      @Nullable
          @SubmittedCardNumber.Valid
          @Schema(
              type = "string",
              description = "Not required for a stored card, which type and last4 identify.",
              example = "4111 1111 1111 1111")
          SubmittedCardNumber number,
      @Nullable
          @Pattern(regexp = "^[0-9]{4}$", message = "must be the last four digits")
          @Schema(example = "1111")
          String last4,
      @NotNull
          @Pattern(
              regexp = "^(0?[1-9]|1[0-2])/[0-9]{2}$",
              message = "must be a month, for example 6/29 or 06/29")
          @Schema(description = "The last valid month of the card.", example = "6/39")
          String expiration,
      @NotNull @SingleLine @Schema(example = "John S. Doe") String nameOnCard) {

    CardDetails toDetails() {
      CardNumber valid = number == null ? null : number.number();
      return new CardDetails(type, description, valid, last4, expiration, nameOnCard);
    }
  }
}
