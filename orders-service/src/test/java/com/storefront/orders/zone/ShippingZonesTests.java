package com.storefront.orders.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.storefront.events.ShippingZoneChangeEvent;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.messaging.view.CompactedView;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;

class ShippingZonesTests {

  private final CompactedView<ShippingZoneChangeEvent> view = mock();
  private final ObjectProvider<CompactedView<ShippingZoneChangeEvent>> views = mock();
  private final ShippingZones zones = new ShippingZones(views);

  @BeforeEach
  void provideView() {
    given(views.getObject()).willReturn(view);
  }

  @Test
  void estimatesByTheZoneOfTheCountry() {
    publish("AU", true);

    assertThat(zones.findServed(address("AU")))
        .contains(new ShippingEstimate(List.of("UPS", "FedEx"), 14));
  }

  @Test
  void takesAnAddressWithoutACountryForTheUs() {
    publish("US", false);

    assertThatExceptionOfType(CountryNotServed.class)
        .isThrownBy(() -> zones.findServed(address(null)))
        .withMessageContaining("US");
  }

  /** Fulfillment is of an earlier version, or has not published all of its zones yet. */
  @Test
  void servesACountryWithoutAZone() {
    assertThat(zones.findServed(address("AU"))).isEmpty();
  }

  @Test
  void namesTheServedCountriesWhenOneIsClosed() {
    publish("AU", false);
    given(view.all()).willReturn(Stream.of(zone("NZ", true), zone("AU", false), zone("DE", true)));

    assertThatExceptionOfType(CountryNotServed.class)
        .isThrownBy(() -> zones.findServed(address("AU")))
        .withMessage("Nothing is shipped to AU. Served: DE, NZ.")
        .satisfies(e -> assertThat(e.servedCountries()).containsExactly("DE", "NZ"));
    assertThat(zones.find(address("AU"))).isPresent();
  }

  @Test
  void boundsTheText() {
    List<String> many = IntStream.range(0, 249).mapToObj(i -> "C" + (char) ('A' + i % 26)).toList();

    assertThat(new CountryNotServed("AU", many))
        .hasMessageEndingWith(" and 229 others.")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    assertThat(new CountryNotServed("AU", List.of())).hasMessageContaining("No country is served");
  }

  private void publish(String country, boolean open) {
    given(view.find(country)).willReturn(Optional.of(zone(country, open)));
    given(view.all()).willReturn(Stream.of(zone(country, open)));
  }

  private static ShippingZoneChangeEvent zone(String country, boolean open) {
    return new ShippingZoneChangeEvent(country, 1, List.of("UPS", "FedEx"), 14, open);
  }

  private static Address address(@Nullable String country) {
    return new Address(
        AddressType.SHIPPING, "Home", "1 Main Street", null, "Anywhere", "", "", country);
  }
}
