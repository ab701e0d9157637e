package com.storefront.fulfillment.zone;

import static com.storefront.test.KafkaTestClient.header;
import static com.storefront.test.KafkaTestClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.storefront.events.ShippingZoneChangeEvent;
import com.storefront.events.Topics;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.test.RealServers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import tools.jackson.databind.json.JsonMapper;

/** The zones that exist once the service has started. */
@RealServers
class DefaultShippingZonesTests {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  @Autowired DefaultShippingZones defaults;
  @Autowired ShippingZones zones;
  @Autowired ShippingZoneManagement management;
  @Autowired AggregateStore store;

  @Test
  void opensEveryCountryAndPublishesIt() {
    assertThat(zones.findAll()).extracting(ShippingZone::id).hasSameElementsAs(COUNTRIES);
    ShippingZone domestic = zones.findById("US").orElseThrow();
    assertThat(domestic.carriers()).contains("USPS");
    assertThat(domestic.days()).isLessThan(zones.findById("DE").orElseThrow().days());

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(publishedCountries()).isEqualTo(COUNTRIES));
    var first = records(Topics.SHIPPING_ZONE_CHANGE, "US").get(0);
    assertThat(header(first, EventHeaders.TYPE)).isEqualTo("ShippingZoneChangeEvent");
    assertThat(JsonMapper.shared().readValue(first.value(), ShippingZoneChangeEvent.class))
        .isEqualTo(
            new ShippingZoneChangeEvent("US", 1, domestic.carriers(), domestic.days(), true));
  }

  private static Set<String> publishedCountries() {
    return records(Topics.SHIPPING_ZONE_CHANGE).stream()
        .map(record -> record.key())
        .collect(Collectors.toSet());
  }

  @Test
  void keepTheChangesOfOperators() throws Exception {
    ShippingZone changed =
        management.change("AQ", ExpectedVersion.ANY, List.of("Drone"), 100, false);

    defaults.run(new DefaultApplicationArguments());

    ShippingZone after = zones.findById("AQ").orElseThrow();
    assertThat(after.version()).isEqualTo(changed.version());
    assertThat(after.isOpen()).isFalse();
  }

  /** Another instance inserts them between the query and the insertion. */
  @Test
  void insertEachZoneOnceWhenTwoInstancesStart() throws Exception {
    ShippingZones none = mock();
    given(none.findAll()).willReturn(List.of());

    new DefaultShippingZones(none, store).run(new DefaultApplicationArguments());

    assertThat(zones.findAll()).hasSize(COUNTRIES.size());
    assertThat(zones.findById("NZ").orElseThrow().version()).isEqualTo(1);
  }
}
