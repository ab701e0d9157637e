package com.storefront.fulfillment.zone;

import static com.storefront.test.SavedAggregates.eventOf;
import static com.storefront.test.SavedAggregates.saved;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.ShippingZoneChangeEvent;
import com.storefront.events.order.Shipment;
import com.storefront.messaging.EventSchema;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShippingZoneTests {

  private static final List<String> CARRIERS = List.of("UPS", "FedEx");

  @Test
  void publishesItsStateWithEachChange() {
    ShippingZone zone = ShippingZone.opened("AU", CARRIERS, 14);

    assertThat(eventOf(zone)).isEqualTo(new ShippingZoneChangeEvent("AU", 1, CARRIERS, 14, true));
    saved(zone);
    assertThat(zone.change(List.of("Drone"), 3, false)).isTrue();
    assertThat(eventOf(zone))
        .isEqualTo(new ShippingZoneChangeEvent("AU", 2, List.of("Drone"), 3, false));
  }

  @Test
  void publishesNothingIfNothingDiffers() {
    ShippingZone zone = saved(ShippingZone.opened("AU", CARRIERS, 14));

    assertThat(zone.change(CARRIERS, 14, true)).isFalse();
    assertThat(eventOf(zone)).isNull();
  }

  @Test
  void publishesWhatItsSchemaAllows() {
    List<String> carriers =
        IntStream.range(0, ShippingZoneChangeEvent.MAX_CARRIERS)
            .mapToObj(i -> i + "c".repeat(Shipment.MAX_LENGTH - 1))
            .toList();
    ShippingZone zone = ShippingZone.opened("AU", carriers, ShippingZoneChangeEvent.MAX_DAYS);

    JsonNode event = JsonMapper.shared().valueToTree(eventOf(zone));

    assertThat(EventSchema.of("ShippingZoneChangeEvent").violation(event)).isEmpty();
  }
}
