package com.storefront.fulfillment.carrier;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;

/** The person and address to ship to, as they were when the order was placed. */
public record Recipient(Name name, Contact contact, Address address) {}
