package com.storefront.fulfillment.carrier;

/**
 * A label to be booked.
 *
 * @param key identifies the booking, so that a repeated request books nothing
 */
public record LabelRequest(String key, String carrier, Recipient recipient) {}
