package com.storefront.fulfillment.carrier;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.Name;

/** A label as JSON: what a carrier needs to deliver a parcel, and nothing else of the customer. */
record Label(String carrier, Name recipient, Address address) {}
