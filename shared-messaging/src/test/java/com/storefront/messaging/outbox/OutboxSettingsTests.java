package com.storefront.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Rule 14: what one aggregate may hold back is bounded, by count and in bytes. */
class OutboxSettingsTests {

  @Test
  void defaultsFitIntoADocument() {
    assertThatCode(() -> bind(Map.of())).doesNotThrowAnyException();
  }

  @Test
  void refusesAnOutboxThatCouldOutgrowItsDocument() {
    assertThatThrownBy(() -> bind(Map.of("storefront.outbox.max-event-size", "512KB")))
        .rootCause()
        .hasMessage(
            "storefront.outbox: max-pending times max-event-size must not exceed 12 MB,"
                + " are 64 times 512 KB");
  }

  @Test
  void refusesToFoldMoreThanMayBePending() {
    assertThatThrownBy(() -> bind(Map.of("storefront.outbox.max-pending", "16")))
        .rootCause()
        .hasMessageContaining("1 <= fold-above < max-pending");
  }

  private static void bind(Map<String, String> properties) {
    new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("storefront.outbox", OutboxSettings.class);
  }
}
