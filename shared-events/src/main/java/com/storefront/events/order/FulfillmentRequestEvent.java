package com.storefront.events.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.Topics;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;

/**
 * An order was approved and is to be fulfilled. Published by orders on {@link
 * Topics#FULFILLMENT_REQUEST}, once per order.
 *
 * <p>Self-contained: name, contact and address are those of the customer when the order was placed.
 *
 * @param sequence the version of the order after the approval
 * @param timestamp when the order was approved, in milliseconds since 1970-01-01T00:00Z
 * @param order its guid is the key of the record
 */
public record FulfillmentRequestEvent(
    String customerId,
    long sequence,
    long timestamp,
    Name name,
    Contact contact,
    Address address,
    RequestedOrder order) {

  public FulfillmentRequestEvent {
    requireNonNull(customerId, "customerId");
    requireNonNull(name, "name");
    requireNonNull(contact, "contact");
    requireNonNull(address, "address");
    requireNonNull(order, "order");
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
    }
    if (timestamp <= 0) {
      throw new IllegalArgumentException("timestamp must be positive, is " + timestamp);
    }
  }
}
