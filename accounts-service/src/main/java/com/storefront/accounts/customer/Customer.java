package com.storefront.accounts.customer;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.CustomerChangeEvent;
import com.storefront.events.Name;
import com.storefront.events.Topics;
import com.storefront.messaging.outbox.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.outbox.Republishable;
import java.time.Instant;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Somebody who can be reached, billed and shipped to; accounts alone decides who they are.
 *
 * <p>A deleted customer stays as a shell without personal data, so that its id and its version are
 * never used again. The indexes serve search without regard to case, and leave the shells out.
 */
@Document("customer.accounts")
@CompoundIndex(
    name = "email",
    def = "{'deletedAt': 1, 'contact.email': 1, '_id': 1}",
    collation = Customers.CASE_INSENSITIVE)
@CompoundIndex(
    name = "lastName",
    def = "{'deletedAt': 1, 'name.lastName': 1, '_id': 1}",
    collation = Customers.CASE_INSENSITIVE)
@Publishes(topic = Topics.CUSTOMER_CHANGE, type = "CustomerChangeEvent", carriesState = true)
public class Customer extends Aggregate implements Republishable {

  public static final int MOST_ADDRESSES = 20;
  public static final int MOST_CARDS = 10;

  private @Nullable Name name;
  private @Nullable Contact contact;
  private @Nullable List<Address> addresses;
  private @Nullable List<CreditCard> creditCards;
  private @Nullable Instant deletedAt;

  private Customer(String id) {
    super(id);
  }

  /**
   * Made before a customer is registered, because their cards are sealed with it.
   *
   * @return 24 hexadecimal digits that grow with time
   */
  static String newId() {
    return new ObjectId().toHexString();
  }

  static Customer register(
      String id, Name name, Contact contact, List<Address> addresses, List<CreditCard> cards) {
    Customer customer = new Customer(id);
    customer.become(name, contact, addresses, cards);
    return customer;
  }

  /**
   * Takes the place of everything known about the customer.
   *
   * @return false if nothing differs: then there is nothing to save and nothing to tell
   */
  boolean replace(Name name, Contact contact, List<Address> addresses, List<CreditCard> cards) {
    boolean same =
        name.equals(name())
            && contact.equals(contact())
            && addresses.equals(addresses())
            && cards.equals(creditCards());
    if (!same) {
      become(name, contact, addresses, cards);
    }
    return !same;
  }

  /** Forgets everything personal, for good. */
  void delete(Instant now) {
    present(name);
    name = null;
    contact = null;
    addresses = null;
    creditCards = null;
    deletedAt = now;
    registerTombstone();
  }

  private void become(Name name, Contact contact, List<Address> addresses, List<CreditCard> cards) {
    if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException("a customer has 1 to " + MOST_ADDRESSES + " addresses");
    }
    if (addresses.stream().filter(a -> a.type() == AddressType.SHIPPING).count() > 1) {
      throw new IllegalArgumentException("a customer has at most one SHIPPING address");
    }
    if (cards.size() > MOST_CARDS) {
      throw new IllegalArgumentException("a customer has at most " + MOST_CARDS + " cards");
    }
    this.name = name;
    this.contact = contact;
    this.addresses = List.copyOf(addresses);
    this.creditCards = List.copyOf(cards);
    registerEvent(change(nextVersion()));
  }

  private CustomerChangeEvent change(long sequence) {
    return new CustomerChangeEvent(id(), sequence, name(), contact(), addresses());
  }

  @Override
  public @Nullable CustomerChangeEvent newestEvent(long sequence) {
    return isDeleted() ? null : change(sequence);
  }

  public boolean isDeleted() {
    return deletedAt != null;
  }

  @Nullable Instant deletedAt() {
    return deletedAt;
  }

  public Name name() {
    return present(name);
  }

  public Contact contact() {
    return present(contact);
  }

  public List<Address> addresses() {
    return present(addresses);
  }

  public List<CreditCard> creditCards() {
    return present(creditCards);
  }

  private <T> T present(@Nullable T personal) {
    if (personal == null) {
      throw new IllegalStateException("customer " + id() + " is deleted");
    }
    return personal;
  }

  @Override
  public String toString() {
    return "Customer[%s, version %d]".formatted(id(), version());
  }
}
