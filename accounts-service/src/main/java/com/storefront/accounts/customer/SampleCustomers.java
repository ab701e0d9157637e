package com.storefront.accounts.customer;

import static com.storefront.accounts.customer.CreditCardType.ALTERNATE;
import static com.storefront.accounts.customer.CreditCardType.PRIMARY;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.IdempotencyKey;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * John, Mary and Susan, whom everybody meets first. Each is registered once, however often it is
 * asked for; who was deleted is registered again.
 */
@Component
public class SampleCustomers {

  public static final int COUNT = 3;

  private final CustomerManagement customers;
  private final AggregateStore store;
  private final Clock clock;

  SampleCustomers(CustomerManagement customers, AggregateStore store, Clock clock) {
    this.customers = customers;
    this.store = store;
    this.clock = clock;
  }

  /** Returns how many were not there yet. */
  public int register() {
    return (int) List.of(john(), mary(), susan()).stream().filter(this::isNew).count();
  }

  private boolean isNew(CustomerDetails details) {
    for (int life = 1; ; life++) {
      String key = details.contact().email() + "/" + life;
      Customer sample =
          customers.prepare(details, new IdempotencyKey("sample-customer", key, "sample"));
      Customer present = store.insert(sample);
      if (!present.isDeleted()) {
        return present == sample;
      }
    }
  }

  private CustomerDetails john() {
    return new CustomerDetails(
        new Name("Mr.", "John", "S.", "Doe", "Jr."),
        new Contact("555-666-7777", "555-444-9898", "john.doe@internet.com"),
        addresses(
            "My cc billing address",
            "My home address",
            "123 Oak Street",
            "Sunrise",
            "CA",
            "12345-6789"),
        List.of(
            card(PRIMARY, "VISA", "4111111111111111", 3, "John S. Doe"),
            card(ALTERNATE, "Corporate American Express", "378282246310005", 2, "John Doe")));
  }

  private CustomerDetails mary() {
    return new CustomerDetails(
        new Name("Ms.", "Mary", null, "Smith", null),
        new Contact("456-789-0001", "456-222-1111", "marysmith@yougotmail.com"),
        addresses(
            "My CC billing address",
            "Home Sweet Home",
            "1234 Main Street",
            "Anywhere",
            "NY",
            "45455-6667"),
        List.of(card(PRIMARY, "VISA", "4012888888881881", 4, "Mary Smith")));
  }

  private CustomerDetails susan() {
    return new CustomerDetails(
        new Name("Ms.", "Susan", null, "Blackstone", null),
        new Contact("433-544-6555", "223-445-6767", "susan.m.blackstone@emailisus.com"),
        addresses(
            "My CC billing address",
            "Home Sweet Home",
            "33 Oak Avenue",
            "Nowhere",
            "VT",
            "44455-9090"),
        List.of(card(PRIMARY, "Master Card", "5555555555554444", 2, "Susan M. Blackstone")));
  }

  private static List<Address> addresses(
      String billing, String shipping, String street, String city, String state, String code) {
    @Nullable String none = null;
    return List.of(
        new Address(AddressType.BILLING, billing, street, none, city, state, code),
        new Address(AddressType.SHIPPING, shipping, street, none, city, state, code));
  }

  private CardDetails card(
      CreditCardType type, String description, String number, int years, String nameOnCard) {
    String expiration =
        YearMonth.now(clock).plusYears(years).format(DateTimeFormatter.ofPattern("M/yy"));
    return new CardDetails(
        type, description, CardNumber.parse(number), null, expiration, nameOnCard);
  }
}
