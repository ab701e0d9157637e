package com.storefront.fulfillment.zone;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Reads shipping zones, one for each country; {@code AggregateStore} writes them. */
public interface ShippingZones extends Repository<ShippingZone, String>, ShippingZoneQueries {

  Optional<ShippingZone> findById(String country);

  List<ShippingZone> findAll();
}
