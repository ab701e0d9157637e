package com.storefront.accounts.customer;

import com.storefront.accounts.card.CardEncryption;
import com.storefront.accounts.card.CardNotAccepted;
import com.storefront.accounts.card.CreditCard;
import com.storefront.events.customer.Preferences;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.messaging.aggregate.StaleVersion;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The commands on customers. Each change is saved together with its event. */
@Service
public class CustomerManagement {

  private static final int MAX_ATTEMPTS = 3;

  private final Customers customers;
  private final CardEncryption cards;
  private final AggregateStore store;
  private final Clock clock;

  CustomerManagement(Customers customers, CardEncryption cards, AggregateStore store, Clock clock) {
    this.customers = customers;
    this.cards = cards;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Registers a customer.
   *
   * @param key identifies the request: a repeated request returns the customer of the first one
   * @throws CardNotAccepted if a card has expired or has no number
   * @throws CustomerNotFound if the customer of the first request was deleted
   */
  public Customer register(CustomerDetails details, @Nullable IdempotencyKey key) {
    Customer registered = store.insert(newCustomer(details, key));
    if (registered.isDeleted()) {
      throw new CustomerNotFound(registered.id());
    }
    return registered;
  }

  /** Builds a customer that is not saved yet. */
  public Customer newCustomer(CustomerDetails details, @Nullable IdempotencyKey key) {
    Customer customer = newCustomer(Customer.newId(), details);
    customer.createdBy(key);
    return customer;
  }

  /**
   * Builds a customer that is not saved yet.
   *
   * @param id 24 hexadecimal digits that increase with time, like those of an ObjectId
   * @throws TooManyShippingAddresses if more than one address is of this type
   */
  public Customer newCustomer(String id, CustomerDetails details) {
    List<CreditCard> encrypted = cards.encrypt(id, details.creditCards(), List.of());
    return Customer.register(
        id, details.name(), details.contact(), details.addresses(), encrypted, clock.instant());
  }

  /**
   * Replaces the data of a customer. If nothing differs, nothing is saved and the version stays.
   *
   * @param change returns the new data for the current customer
   * @throws CustomerNotFound if the customer does not exist or was deleted
   * @throws CardNotAccepted if a new card has expired or has no number
   */
  public Customer replace(
      String id, ExpectedVersion expected, Function<Customer, CustomerDetails> change) {
    Customer customer = find(id, expected);
    CustomerDetails details = change.apply(customer);
    List<CreditCard> encrypted = cards.encrypt(id, details.creditCards(), customer.creditCards());
    if (customer.replace(
        details.name(), details.contact(), details.addresses(), encrypted, clock.instant())) {
      store.update(customer);
    }
    return customer;
  }

  /**
   * Changes which mails a customer wants.
   *
   * @throws CustomerNotFound if the customer does not exist or was deleted
   */
  public Customer prefer(String id, ExpectedVersion expected, UnaryOperator<Preferences> change) {
    Customer customer = find(id, expected);
    if (customer.prefer(change.apply(customer.preferences()), clock.instant())) {
      store.update(customer);
    }
    return customer;
  }

  /**
   * Changes which mails a customer wants, whatever else is changed at the same time.
   *
   * @throws CustomerNotFound if the customer does not exist or was deleted
   */
  public void prefer(String id, UnaryOperator<Preferences> change) {
    for (int attempt = 1; ; attempt++) {
      try {
        prefer(id, ExpectedVersion.ANY, change);
        return;
      } catch (StaleVersion changed) {
        if (attempt == MAX_ATTEMPTS) {
          throw changed;
        }
      }
    }
  }

  /**
   * Deletes the personal data of a customer.
   *
   * @throws CustomerNotFound if the customer does not exist or was deleted
   */
  public void delete(String id, ExpectedVersion expected) {
    Customer customer = find(id, expected);
    customer.delete(clock.instant());
    store.update(customer);
  }

  private Customer find(String id, ExpectedVersion expected) {
    Customer customer =
        customers.findByIdAndDeletedAtIsNull(id).orElseThrow(() -> new CustomerNotFound(id));
    expected.check(customer.version());
    return customer;
  }
}
