package com.storefront.orders.customer;

import static java.util.Objects.requireNonNull;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;

/**
 * A customer as accounts last told of them. A deleted one is never read as this.
 *
 * @param sequence the customer's version at accounts
 */
@Document(Customers.COLLECTION)
public record Customer(
    @MongoId String id, Name name, Contact contact, List<Address> addresses, long sequence) {

  public Customer {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(contact, "contact");
    addresses = List.copyOf(requireNonNull(addresses, "addresses"));
  }

  /** Where goods go: the shipping address, else the alternate one. */
  public Optional<Address> shippingAddress() {
    return Stream.of(AddressType.SHIPPING, AddressType.SHIPPING_ALTERNATE)
        .flatMap(type -> addresses.stream().filter(address -> address.type() == type))
        .findFirst();
  }
}
