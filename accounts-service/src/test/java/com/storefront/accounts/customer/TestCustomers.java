package com.storefront.accounts.customer;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import com.storefront.messaging.outbox.Saving;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Customers and cards as tests need them, reached by behaviour. */
public final class TestCustomers {

  public static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123Z");
  public static final String VISA = "4111111111111111";
  public static final String AMEX = "378282246310005";

  static final Name JOHN = new Name("Mr.", "John", "S.", "Doe", "Jr.");
  static final Contact REACHED =
      new Contact("555-666-7777", "555-444-9898", "john.doe@internet.com");
  static final Address HOME = address(AddressType.SHIPPING, "My home address");
  static final Address BILLED = address(AddressType.BILLING, "My cc billing address");

  private TestCustomers() {}

  static CardCipher cipher() {
    return new CardCipher(new CardKeys("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", List.of()));
  }

  static CardVault vault() {
    return new CardVault(cipher(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static CardDetails visa() {
    return card(CreditCardType.PRIMARY, VISA, null, "6/29");
  }

  static CardDetails card(CreditCardType type, String number, String last4, String expiration) {
    return new CardDetails(
        type,
        "VISA",
        number == null ? null : CardNumber.parse(number),
        last4,
        expiration,
        "John S. Doe");
  }

  public static CustomerDetails details() {
    return new CustomerDetails(JOHN, REACHED, List.of(BILLED, HOME), List.of(visa()));
  }

  /** Just registered, not yet saved. */
  static Customer registered() {
    String id = Customer.newId();
    return Customer.register(
        id, JOHN, REACHED, List.of(BILLED, HOME), vault().keep(id, List.of(visa()), List.of()));
  }

  /** At version 1. */
  public static Customer saved() {
    return Saving.saved(registered());
  }

  /** At version 2. */
  public static Customer deleted() {
    Customer customer = saved();
    customer.delete(NOW);
    return Saving.saved(customer);
  }

  public static RuntimeException notFound(String id) {
    return new CustomerNotFound(id);
  }

  /** Of the second card, its number. */
  public static RuntimeException notAccepted() {
    return new CardNotAccepted(1, "number", "is required");
  }

  static Address address(AddressType type, String description) {
    return new Address(type, description, "123 Oak Street", null, "Sunrise", "CA", "12345-6789");
  }

  public static Contact reachedBy(String email) {
    return new Contact(REACHED.primaryPhone(), REACHED.secondaryPhone(), email);
  }
}
