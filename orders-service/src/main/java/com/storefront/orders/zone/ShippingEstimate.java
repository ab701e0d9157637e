package com.storefront.orders.zone;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * How orders are shipped to a country.
 *
 * @param days that a parcel is usually in transit, at most
 */
public record ShippingEstimate(
    @JsonPropertyDescription("The carriers that ship to the country.") List<String> carriers,
    @JsonPropertyDescription("How many days a parcel is usually in transit, at most.") int days) {

  public ShippingEstimate {
    carriers = List.copyOf(carriers);
  }
}
