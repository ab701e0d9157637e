package com.storefront.fulfillment.zone.web;

import static org.springframework.http.HttpHeaders.IF_MATCH;

import com.storefront.fulfillment.zone.ShippingZoneManagement;
import com.storefront.fulfillment.zone.ShippingZoneNotFound;
import com.storefront.fulfillment.zone.ShippingZones;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shipping zones over HTTP. */
@RestController
@RequestMapping("/zones")
@Tag(
    name = "Shipping zones",
    description = "The countries that are shipped to, with carriers and times.")
class ShippingZoneController {

  private static final String COUNTRY = "ISO 3166-1 alpha-2.";

  private final ShippingZones zones;
  private final ShippingZoneManagement management;
  private final ShippingZoneModelAssembler models;

  ShippingZoneController(
      ShippingZones zones, ShippingZoneManagement management, ShippingZoneModelAssembler models) {
    this.zones = zones;
    this.management = management;
    this.models = models;
  }

  @Operation(summary = "A page of shipping zones, by country")
  @GetMapping
  PagedModel<EntityModel<ShippingZoneView>> page(@Valid @ParameterObject Paging paging) {
    return Pages.of(
        paging,
        ShippingZones.BY_COUNTRY,
        it -> zones.findPage(it),
        it -> zones.findWindow(it),
        ShippingZoneView.class,
        models);
  }

  @Operation(summary = "Read the shipping zone of a country")
  @GetMapping("/{country}")
  ResponseEntity<EntityModel<ShippingZoneView>> read(
      @Parameter(description = COUNTRY, example = "US") @PathVariable String country) {
    return models.ok(zones.findById(country).orElseThrow(() -> new ShippingZoneNotFound(country)));
  }

  @Operation(
      summary = "Change, close or open the shipping zone of a country",
      description =
          "Orders refuses new orders to a closed country. Orders that were placed before are not"
              + " changed. A zone that was read may be sent back as it is: country, version and"
              + " links are ignored.")
  @PutMapping("/{country}")
  ResponseEntity<EntityModel<ShippingZoneView>> change(
      @Parameter(description = COUNTRY, example = "US") @PathVariable String country,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Valid @RequestBody ChangeShippingZone body) {
    return models.ok(
        management.change(country, expected, body.distinctCarriers(), body.days(), body.open()));
  }
}
