package com.storefront.fulfillment.zone;

import static java.util.stream.Collectors.toSet;

import com.storefront.messaging.aggregate.AggregateStore;
import java.util.List;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Set;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Opens every country of ISO 3166-1 that has no zone yet, before the service is ready. Zones that
 * exist are not changed. Of two instances that start at once, one inserts a zone.
 */
@Component
class DefaultShippingZones implements ApplicationRunner {

  private static final String DOMESTIC = "US";
  private static final List<String> DOMESTIC_CARRIERS = List.of("USPS", "UPS", "FedEx");
  private static final int DOMESTIC_DAYS = 5;
  private static final List<String> INTERNATIONAL_CARRIERS = List.of("UPS", "FedEx");
  private static final int INTERNATIONAL_DAYS = 14;

  private final ShippingZones zones;
  private final AggregateStore store;

  DefaultShippingZones(ShippingZones zones, AggregateStore store) {
    this.zones = zones;
    this.store = store;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    Set<String> known = zones.findAll().stream().map(ShippingZone::id).collect(toSet());
    store.insertAll(
        Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2).stream()
            .filter(country -> !known.contains(country))
            .map(DefaultShippingZones::open)
            .toList());
  }

  private static ShippingZone open(String country) {
    return country.equals(DOMESTIC)
        ? ShippingZone.opened(country, DOMESTIC_CARRIERS, DOMESTIC_DAYS)
        : ShippingZone.opened(country, INTERNATIONAL_CARRIERS, INTERNATIONAL_DAYS);
  }
}
