package com.storefront.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How fulfillment ships to a country, after a change. Published by fulfillment on {@link
 * Topics#SHIPPING_ZONE_CHANGE}.
 *
 * <p>A newer event replaces the older ones.
 *
 * @param country ISO 3166-1 alpha-2; the key of the record
 * @param sequence the version of the zone after the change, from 1
 * @param carriers that ship to the country
 * @param days that a parcel is usually in transit, at most
 * @param open whether new orders are shipped to the country
 */
public record ShippingZoneChangeEvent(
    String country, long sequence, List<String> carriers, int days, boolean open) {

  /** The most carriers of a country that services accept. */
  public static final int MAX_CARRIERS = 10;

  /** The most days in transit that services accept. */
  public static final int MAX_DAYS = 365;

  public ShippingZoneChangeEvent {
    requireNonNull(country, "country");
    carriers = List.copyOf(requireNonNull(carriers, "carriers"));
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
    }
    if (carriers.isEmpty()) {
      throw new IllegalArgumentException("carriers must not be empty");
    }
    if (days < 1) {
      throw new IllegalArgumentException("days must be at least 1, is " + days);
    }
  }
}
