package com.storefront.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The outbox of one document is bounded by number and in bytes. */
class OutboxSettingsTests {

  @Test
  void defaultsFitIntoADocument() {
    assertThatCode(() -> bind(Map.of())).doesNotThrowAnyException();
  }

  @Test
  void refuseAnOutboxThatCouldExceedItsDocument() {
    assertThatThrownBy(() -> bind(Map.of("storefront.outbox.max-event-size", "512KB")))
        .rootCause()
        .hasMessage(
            "storefront.outbox: max-pending times max-event-size must not exceed 12 MB;"
                + " they are 64 and 512 KB");
  }

  @Test
  void refuseToCompactMoreThanMayBePending() {
    assertThatThrownBy(() -> bind(Map.of("storefront.outbox.max-pending", "16")))
        .rootCause()
        .hasMessageContaining("compact-above must be at least 1 and below max-pending");
  }

  private static void bind(Map<String, String> properties) {
    new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("storefront.outbox", OutboxSettings.class);
  }
}
