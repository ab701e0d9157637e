package com.storefront.orders.zone;

import com.storefront.events.ShippingZoneChangeEvent;
import com.storefront.events.customer.Address;
import com.storefront.messaging.view.CompactedView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The shipping zones that fulfillment publishes.
 *
 * <p>Only a zone that is closed refuses orders. A country without a zone is served: fulfillment may
 * be of an earlier version, or may just have started to publish its zones.
 */
@Component
public class ShippingZones {

  /** The country of an address that names none. */
  private static final String DEFAULT_COUNTRY = "US";

  /** There is none in a reader, which places no order. */
  private final Supplier<CompactedView<ShippingZoneChangeEvent>> zones;

  ShippingZones(ObjectProvider<CompactedView<ShippingZoneChangeEvent>> zones) {
    this.zones = zones::getObject;
  }

  /** How orders are shipped to an address; empty if that is unknown. */
  public Optional<ShippingEstimate> find(Address address) {
    return zones.get().find(country(address)).map(ShippingZones::estimate);
  }

  /**
   * How orders are shipped to an address; empty if that is unknown.
   *
   * @throws CountryNotServed if the country is closed
   */
  public Optional<ShippingEstimate> findServed(Address address) {
    Optional<ShippingZoneChangeEvent> zone = zones.get().find(country(address));
    if (zone.isPresent() && !zone.get().open()) {
      throw new CountryNotServed(country(address), servedCountries());
    }
    return zone.map(ShippingZones::estimate);
  }

  private List<String> servedCountries() {
    return zones
        .get()
        .all()
        .filter(ShippingZoneChangeEvent::open)
        .map(ShippingZoneChangeEvent::country)
        .sorted()
        .toList();
  }

  private static String country(Address address) {
    return Objects.requireNonNullElse(address.country(), DEFAULT_COUNTRY);
  }

  private static ShippingEstimate estimate(ShippingZoneChangeEvent zone) {
    return new ShippingEstimate(zone.carriers(), zone.days());
  }
}
