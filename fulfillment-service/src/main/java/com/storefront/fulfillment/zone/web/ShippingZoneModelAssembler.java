package com.storefront.fulfillment.zone.web;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;

import com.storefront.fulfillment.zone.ShippingZone;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.server.RepresentationModelAssembler;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Links a shipping zone to itself and to the collection. */
@Component
class ShippingZoneModelAssembler
    implements RepresentationModelAssembler<ShippingZone, EntityModel<ShippingZoneView>> {

  @Override
  public EntityModel<ShippingZoneView> toModel(ShippingZone zone) {
    var collection = linkTo(ShippingZoneController.class);
    return EntityModel.of(
        ShippingZoneView.of(zone),
        collection.slash(zone.id()).withSelfRel(),
        collection.withRel(IanaLinkRelations.COLLECTION));
  }

  ResponseEntity<EntityModel<ShippingZoneView>> ok(ShippingZone zone) {
    return ResponseEntity.ok().eTag(String.valueOf(zone.version())).body(toModel(zone));
  }
}
