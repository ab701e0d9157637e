package com.storefront.fulfillment.zone;

import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.repository.Meta;
import org.springframework.data.mongodb.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads shipping zones, one for each country; {@code AggregateStore} writes them. */
public interface ShippingZones extends Repository<ShippingZone, String>, ShippingZoneQueries {

  Optional<ShippingZone> findById(String country);

  /** One round trip: there are some 250 countries. */
  @Query("{}")
  @Meta(cursorBatchSize = 1000)
  List<ShippingZone> findAll();
}
