package com.storefront.events.order;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * How an order was shipped.
 *
 * @param trackingNumber of the parcel, as the carrier writes it; null if none was given
 */
public record Shipment(
    String carrier,
    @JsonPropertyDescription("As the carrier writes it; null if none was given.")
        @Nullable String trackingNumber) {

  /** The longest name of a carrier and the longest tracking number that services accept. */
  public static final int MAX_LENGTH = 50;

  /** The names of carriers that services accept: not blank, without control characters. */
  public static final String CARRIER_PATTERN =
      "^[^\\u0000-\\u0020\\u007F-\\u00A0][^\\u0000-\\u001F\\u007F-\\u009F]*$";

  /** The tracking numbers that services accept. */
  public static final String TRACKING_NUMBER_PATTERN = "^[A-Za-z0-9][A-Za-z0-9 ./_-]*$";

  public Shipment {
    requireNonNull(carrier, "carrier");
  }
}
