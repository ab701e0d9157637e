package com.storefront.fulfillment.zone;

import com.storefront.messaging.query.Keyset;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;

/** The queries of {@link ShippingZones} that Spring Data cannot derive. */
public interface ShippingZoneQueries {

  Sort BY_COUNTRY = Sort.by("id");

  /** A page of zones, with their number. */
  Page<ShippingZone> findPage(Pageable pageable);

  /** A page of zones, after a known zone. */
  Window<ShippingZone> findWindow(Keyset keyset);
}
