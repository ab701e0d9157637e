package com.storefront.accounts.customer;

import com.storefront.accounts.card.CreditCard;
import com.storefront.events.Topics;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.customer.Name;
import com.storefront.events.customer.Preferences;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.query.CaseInsensitive;
import com.storefront.messaging.republish.Republishable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A customer; accounts is the system of record.
 *
 * <p>The document of a deleted customer stays, without personal data, so that its id and its
 * versions are never used again. The indexes skip it and have the order of the lists.
 */
@Document("customer.accounts")
@CompoundIndex(
    name = "email",
    def = "{'deletedAt': 1, 'contact.email': 1, '_id': 1}",
    collation = CaseInsensitive.DEFINITION)
@CompoundIndex(
    name = "lastName",
    def = "{'deletedAt': 1, 'name.lastName': 1, '_id': 1}",
    collation = CaseInsensitive.DEFINITION)
@CompoundIndex(
    name = "city",
    def = "{'deletedAt': 1, 'addresses.city': 1, 'name.lastName': 1, '_id': 1}",
    collation = CaseInsensitive.DEFINITION)
@CompoundIndex(name = "present", def = "{'deletedAt': 1, '_id': 1}")
@Publishes(topic = Topics.CUSTOMER_CHANGE, type = "CustomerChangeEvent", eventCarriedState = true)
public class Customer extends Aggregate implements Republishable {

  public static final int MAX_ADDRESSES = 20;
  public static final int MAX_CARDS = 10;

  private @Nullable Name name;
  private @Nullable Contact contact;
  private @Nullable List<Address> addresses;
  private @Nullable List<CreditCard> creditCards;

  /** Null until the customer sets them, and in documents of earlier versions. */
  private @Nullable Preferences preferences;

  private @Nullable Instant createdAt;
  private @Nullable Instant updatedAt;
  private @Nullable Instant deletedAt;

  private Customer(String id) {
    super(id);
  }

  /** Returns 24 hexadecimal digits, which increase with time. Cards are encrypted with the id. */
  static String newId() {
    return new ObjectId().toHexString();
  }

  static Customer register(
      String id,
      Name name,
      Contact contact,
      List<Address> addresses,
      List<CreditCard> cards,
      Instant now) {
    Customer customer = new Customer(id);
    customer.createdAt = now;
    customer.change(name, contact, addresses, cards, now);
    return customer;
  }

  /** Replaces all data; returns false if nothing differs and nothing has to be saved. */
  boolean replace(
      Name name, Contact contact, List<Address> addresses, List<CreditCard> cards, Instant now) {
    boolean same =
        name.equals(name())
            && contact.equals(contact())
            && addresses.equals(addresses())
            && cards.equals(creditCards());
    if (!same) {
      change(name, contact, addresses, cards, now);
    }
    return !same;
  }

  /** Changes which mails the customer wants; returns false if nothing differs. */
  boolean prefer(Preferences wanted, Instant now) {
    requirePresent(name);
    boolean same = wanted.equals(preferences);
    if (!same) {
      preferences = wanted;
      updatedAt = now;
      registerEvent(event(nextVersion()));
    }
    return !same;
  }

  /** Deletes all personal data. */
  void delete(Instant now) {
    requirePresent(name);
    name = null;
    contact = null;
    addresses = null;
    creditCards = null;
    preferences = null;
    deletedAt = now;
    registerTombstone();
  }

  private void change(
      Name name, Contact contact, List<Address> addresses, List<CreditCard> cards, Instant now) {
    if (addresses.isEmpty() || addresses.size() > MAX_ADDRESSES) {
      throw new IllegalArgumentException("A customer has 1 to " + MAX_ADDRESSES + " addresses");
    }
    if (addresses.stream().filter(a -> a.type() == AddressType.SHIPPING).count() > 1) {
      throw new TooManyShippingAddresses();
    }
    if (cards.size() > MAX_CARDS) {
      throw new IllegalArgumentException("A customer has at most " + MAX_CARDS + " cards");
    }
    this.name = name;
    this.contact = contact;
    this.addresses = List.copyOf(addresses);
    this.creditCards = List.copyOf(cards);
    this.updatedAt = now;
    registerEvent(event(nextVersion()));
  }

  private CustomerChangeEvent event(long sequence) {
    return new CustomerChangeEvent(id(), sequence, name(), contact(), addresses(), preferences);
  }

  @Override
  public @Nullable CustomerChangeEvent newestEvent(long sequence) {
    return isDeleted() ? null : event(sequence);
  }

  public boolean isDeleted() {
    return deletedAt != null;
  }

  public Name name() {
    return requirePresent(name);
  }

  public Contact contact() {
    return requirePresent(contact);
  }

  public List<Address> addresses() {
    return requirePresent(addresses);
  }

  public List<CreditCard> creditCards() {
    return requirePresent(creditCards);
  }

  /** Which mails the customer wants. */
  public Preferences preferences() {
    return Objects.requireNonNullElse(preferences, Preferences.DEFAULT);
  }

  /** Taken from the id, in whole seconds, for a customer that an earlier version registered. */
  public Instant createdAt() {
    return createdAt == null ? new ObjectId(id()).getDate().toInstant() : createdAt;
  }

  /** Null for a customer that was last changed by an earlier version. */
  public @Nullable Instant updatedAt() {
    return updatedAt;
  }

  private <T> T requirePresent(@Nullable T data) {
    if (data == null) {
      throw new IllegalStateException("Customer " + id() + " is deleted");
    }
    return data;
  }

  @Override
  public String toString() {
    return "Customer[%s, version %d]".formatted(id(), version());
  }
}
