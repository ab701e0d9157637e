package com.storefront.accounts.customer;

import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.IdempotencyKey;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;

/**
 * Everything that can be done with customers. Each change is saved together with the event that
 * tells it.
 */
@Service
public class CustomerManagement {

  private final Customers customers;
  private final CardVault vault;
  private final AggregateStore store;
  private final Clock clock;

  CustomerManagement(Customers customers, CardVault vault, AggregateStore store, Clock clock) {
    this.customers = customers;
    this.vault = vault;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Registers a customer.
   *
   * @param key names this registration: repeated, it answers the customer that is there
   * @throws CardNotAccepted if a card is past or has no number
   * @throws CustomerNotFound if the key's customer was deleted meanwhile
   */
  public Customer register(CustomerDetails details, @Nullable IdempotencyKey key) {
    Customer registered = store.insert(prepare(details, key));
    if (registered.isDeleted()) {
      throw new CustomerNotFound(registered.id());
    }
    return registered;
  }

  /** Makes a customer that is not saved yet. */
  Customer prepare(CustomerDetails details, @Nullable IdempotencyKey key) {
    String id = Customer.newId();
    Customer customer =
        Customer.register(
            id,
            details.name(),
            details.contact(),
            details.addresses(),
            vault.keep(id, details.creditCards(), List.of()));
    customer.createdBy(key);
    return customer;
  }

  /**
   * @throws CustomerNotFound if there is none, or no longer
   */
  public Customer find(String id) {
    return customers.find(id).orElseThrow(() -> new CustomerNotFound(id));
  }

  public Page<Customer> page(CustomerFilter filter, Pageable page) {
    return customers.page(filter, page);
  }

  /** The first so many customers that came. */
  public List<Customer> first(int count) {
    return customers.first(count);
  }

  /**
   * Replaces all that is known about a customer. What changes nothing is not saved and keeps the
   * version.
   *
   * @param expected told the present version, throws to refuse
   * @param details made from the customer as they are
   * @throws CustomerNotFound if there is none, or no longer: a client never chooses an id
   * @throws CardNotAccepted if a new card is past or has no number
   */
  public Customer replace(
      String id, LongConsumer expected, Function<Customer, CustomerDetails> details) {
    Customer customer = find(id);
    expected.accept(customer.version());
    CustomerDetails given = details.apply(customer);
    List<CreditCard> cards = vault.keep(id, given.creditCards(), customer.creditCards());
    if (customer.replace(given.name(), given.contact(), given.addresses(), cards)) {
      store.update(customer);
    }
    return customer;
  }

  /**
   * Forgets a customer.
   *
   * @param expected told the present version, throws to refuse
   * @throws CustomerNotFound if there is none, or no longer
   */
  public void delete(String id, LongConsumer expected) {
    Customer customer = find(id);
    expected.accept(customer.version());
    customer.delete(clock.instant());
    store.update(customer);
  }
}
