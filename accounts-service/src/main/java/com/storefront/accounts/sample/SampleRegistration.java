package com.storefront.accounts.sample;

import static com.storefront.accounts.card.CreditCardType.ALTERNATE;
import static com.storefront.accounts.card.CreditCardType.PRIMARY;

import com.storefront.accounts.card.CardDetails;
import com.storefront.accounts.card.CardNumber;
import com.storefront.accounts.card.CreditCardType;
import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerDetails;
import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.web.sample.SampleCustomers;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Registers six customers in four countries, each once; a deleted one is registered again. */
@Component
class SampleRegistration {

  static final int COUNT = SampleCustomers.EMAILS.size();

  private final CustomerManagement management;
  private final AggregateStore store;
  private final Clock clock;

  SampleRegistration(CustomerManagement management, AggregateStore store, Clock clock) {
    this.management = management;
    this.store = store;
    this.clock = clock;
  }

  /** Returns the number of customers that were created. */
  int register() {
    return (int)
        Stream.of(john(), mary(), susan(), olivia(), juergen(), suparman())
            .filter(this::isCreated)
            .count();
  }

  private boolean isCreated(CustomerDetails details) {
    for (int attempt = 1; ; attempt++) {
      String key = details.contact().email() + "/" + attempt;
      Customer sample =
          management.newCustomer(details, new IdempotencyKey("sample-customer", key, "sample"));
      Customer stored = store.insert(sample);
      if (!stored.isDeleted()) {
        return stored == sample;
      }
    }
  }

  private CustomerDetails john() {
    return new CustomerDetails(
        new Name("Mr.", "John", "S.", "Doe", "Jr."),
        new Contact("+15556667777", "+15554449898", SampleCustomers.JOHN),
        addresses("My home address", "123 Oak Street", "Sunrise", "CA", "12345-6789", "US"),
        List.of(
            card(PRIMARY, "VISA", "4111111111111111", 3, "John S. Doe"),
            card(ALTERNATE, "Corporate American Express", "378282246310005", 2, "John Doe")));
  }

  private CustomerDetails mary() {
    return new CustomerDetails(
        new Name("Ms.", "Mary", null, "Smith", null),
        new Contact("+14567890001", "+14562221111", SampleCustomers.MARY),
        addresses("Home Sweet Home", "1234 Main Street", "Anywhere", "NY", "45455-6667", "US"),
        List.of(card(PRIMARY, "VISA", "4012888888881881", 4, "Mary Smith")));
  }

  private CustomerDetails susan() {
    return new CustomerDetails(
        new Name("Ms.", "Susan", null, "Blackstone", null),
        new Contact("+14335446555", "+12234456767", SampleCustomers.SUSAN),
        addresses("Home Sweet Home", "33 Oak Avenue", "Nowhere", "VT", "44455-9090", "US"),
        List.of(card(PRIMARY, "Master Card", "5555555555554444", 2, "Susan M. Blackstone")));
  }

  private CustomerDetails olivia() {
    return new CustomerDetails(
        new Name("Ms.", "Olivia", null, "Nguyen", null),
        new Contact("+61893210000", null, SampleCustomers.OLIVIA),
        addresses("Home", "12 Hay Street", "Perth", "WA", "6000", "AU"),
        List.of(card(PRIMARY, "VISA", "4111111111111111", 3, "Olivia Nguyen")));
  }

  /** Germany has no states in addresses; the e-mail address is internationalized. */
  private CustomerDetails juergen() {
    return new CustomerDetails(
        new Name("Dr.", "Jürgen", null, "Müller", null),
        new Contact("+4930123456", null, SampleCustomers.JUERGEN),
        addresses("Zuhause", "Unter den Linden 77", "Berlin", "", "10117", "DE"),
        List.of(card(PRIMARY, "Master Card", "5555555555554444", 2, "Juergen Mueller")));
  }

  /** A one-word name; Hong Kong has no postal codes. */
  private CustomerDetails suparman() {
    return new CustomerDetails(
        new Name("Mr.", "", null, "Suparman", null),
        new Contact("+85221234567", null, SampleCustomers.SUPARMAN),
        addresses("Home", "1 Queen's Road Central", "Hong Kong", "", "", "HK"),
        List.of(card(PRIMARY, "VISA", "4012888888881881", 4, "Suparman")));
  }

  private static List<Address> addresses(
      String description, String street, String city, String state, String code, String country) {
    String billing = "My CC billing address";
    return List.of(
        new Address(AddressType.BILLING, billing, street, null, city, state, code, country),
        new Address(AddressType.SHIPPING, description, street, null, city, state, code, country));
  }

  private CardDetails card(
      CreditCardType type, String description, String number, int years, String nameOnCard) {
    String expiration =
        YearMonth.now(clock).plusYears(years).format(DateTimeFormatter.ofPattern("M/yy"));
    return new CardDetails(
        type, description, CardNumber.parse(number), null, expiration, nameOnCard);
  }
}
