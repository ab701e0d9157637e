package com.storefront.fulfillment.zone.web;

import com.storefront.fulfillment.zone.ShippingZone;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.hateoas.server.core.Relation;

/** A shipping zone as JSON. */
@Schema(name = "ShippingZone")
@Relation(itemRelation = "zone", collectionRelation = "zones")
record ShippingZoneView(
    @Schema(description = "ISO 3166-1 alpha-2.", example = "US") String country,
    @Schema(example = "[\"USPS\", \"UPS\", \"FedEx\"]") List<String> carriers,
    @Schema(description = "How many days a parcel is usually in transit, at most.", example = "5")
        int days,
    @Schema(description = "Whether new orders are shipped to the country.") boolean open,
    @Schema(description = "Also the entity tag.", example = "1") long version) {

  static ShippingZoneView of(ShippingZone zone) {
    return new ShippingZoneView(
        zone.id(), zone.carriers(), zone.days(), zone.isOpen(), zone.version());
  }
}
