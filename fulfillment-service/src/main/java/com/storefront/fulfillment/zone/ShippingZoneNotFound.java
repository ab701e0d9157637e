package com.storefront.fulfillment.zone;

import com.storefront.messaging.Printable;

/** There is no country with this code. */
public class ShippingZoneNotFound extends RuntimeException {

  private static final int MAX_QUOTED = 60;

  public ShippingZoneNotFound(String country) {
    super(
        "There is no shipping zone '%s'. Use a country code of ISO 3166-1, for example US."
            .formatted(Printable.of(country, MAX_QUOTED)));
  }
}
