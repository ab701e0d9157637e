package com.storefront.accounts.customer;

import com.storefront.accounts.card.CardDetails;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import java.util.List;

/** The data of a customer as it was submitted. */
public record CustomerDetails(
    Name name, Contact contact, List<Address> addresses, List<CardDetails> creditCards) {}
