package com.storefront.fulfillment.zone;

import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import java.util.List;
import org.springframework.stereotype.Service;

/** The commands on shipping zones. Each change is saved together with its event. */
@Service
public class ShippingZoneManagement {

  private final ShippingZones zones;
  private final AggregateStore store;

  ShippingZoneManagement(ShippingZones zones, AggregateStore store) {
    this.zones = zones;
    this.store = store;
  }

  /**
   * Replaces the data of a zone. If nothing differs, nothing is saved and the version stays.
   *
   * @param days that a parcel is usually in transit, at most
   * @param open whether new orders are shipped to the country
   * @throws ShippingZoneNotFound if there is no such country
   */
  public ShippingZone change(
      String country, ExpectedVersion expected, List<String> carriers, int days, boolean open) {
    ShippingZone zone =
        zones.findById(country).orElseThrow(() -> new ShippingZoneNotFound(country));
    expected.check(zone.version());
    if (zone.change(carriers, days, open)) {
      store.update(zone);
    }
    return zone;
  }
}
