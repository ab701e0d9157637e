package com.storefront.orders.customer;

import static java.util.Objects.requireNonNull;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;

/**
 * The copy of a customer; accounts is the system of record. The index skips deleted customers.
 *
 * @param sequence the version of the customer at accounts
 */
@Document("customers")
@CompoundIndex(name = "present", def = "{'deletedAt': 1, '_id': 1}")
public record Customer(
    @MongoId String id, Name name, Contact contact, List<Address> addresses, long sequence) {

  public Customer {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(contact, "contact");
    addresses = List.copyOf(requireNonNull(addresses, "addresses"));
  }

  /** The address of type SHIPPING, else of type SHIPPING_ALTERNATE. */
  public Optional<Address> shippingAddress() {
    return Stream.of(AddressType.SHIPPING, AddressType.SHIPPING_ALTERNATE)
        .flatMap(type -> addresses.stream().filter(address -> address.type() == type))
        .findFirst();
  }
}
