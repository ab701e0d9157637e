package com.storefront.accounts.customer;

import static com.storefront.test.SavedAggregates.saved;

import com.storefront.accounts.card.TestCards;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import java.util.List;

/** Customers for tests, reached by their own commands. */
public final class TestCustomers {

  static final Name NAME = new Name("Mr.", "John", "S.", "Doe", "Jr.");
  static final Contact CONTACT =
      new Contact("+15556667777", "+15554449898", "john.doe@internet.com");
  static final Address HOME = address(AddressType.SHIPPING, "My home address");
  static final Address BILLING = address(AddressType.BILLING, "My cc billing address");

  private TestCustomers() {}

  public static CustomerDetails details() {
    return new CustomerDetails(NAME, CONTACT, List.of(BILLING, HOME), List.of(TestCards.visa()));
  }

  /** A customer that is not saved yet. */
  static Customer registered() {
    String id = Customer.newId();
    return Customer.register(
        id,
        NAME,
        CONTACT,
        List.of(BILLING, HOME),
        TestCards.encryption().encrypt(id, List.of(TestCards.visa()), List.of()),
        TestCards.NOW);
  }

  /** A customer at version 1. */
  public static Customer customer() {
    return saved(registered());
  }

  /** A customer as an earlier version saved it: the contact as given, an address in Canada. */
  public static Customer ofTheFirstVersion() {
    Contact contact = new Contact("555-666-7777", "+442071838750", "john.doe@internet.com");
    Address address =
        new Address(
            AddressType.SHIPPING,
            "Home",
            "111 Wellington",
            null,
            "Ottawa",
            "Ontario",
            "K1A 0A9",
            null);
    return saved(
        Customer.register(
            Customer.newId(), NAME, contact, List.of(address), List.of(), TestCards.NOW));
  }

  /** A deleted customer at version 2. */
  static Customer deleted() {
    Customer customer = customer();
    customer.delete(TestCards.NOW);
    return saved(customer);
  }

  public static RuntimeException tooManyShippingAddresses() {
    return new TooManyShippingAddresses();
  }

  static Address address(AddressType type, String description) {
    return new Address(
        type, description, "123 Oak Street", null, "Sunrise", "CA", "12345-6789", null);
  }

  public static Contact contact(String email) {
    return new Contact(CONTACT.primaryPhone(), CONTACT.secondaryPhone(), email);
  }
}
