package com.storefront.messaging.consumer;

import static com.storefront.messaging.consumer.ParcelRecords.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.aggregate.Parcel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootTest
class ConsumerTelemetryTests {

  @Autowired ListenerContainers containers;
  @Autowired MeterRegistry meters;
  @Autowired KafkaTemplate<String, byte[]> kafka;

  @Test
  void showsTheLagOfATopicThatNoInstanceConsumes() {
    await().until(() -> gauge("partitions") == 3);

    containers.stop();
    kafka.send(published(UUID.randomUUID().toString(), "{}", Map.of())).join();

    await().until(() -> gauge("partitions") == 0);
    await().atMost(Duration.ofSeconds(20)).until(() -> gauge("lag") > 0);

    containers.start();

    await().until(() -> gauge("partitions") == 3);
    await().atMost(Duration.ofSeconds(20)).until(() -> gauge("lag") == 0);
  }

  @Test
  void countsDeadLettersFromZero() {
    assertThat(meters.get("storefront.dead.letters").tag("topic", Parcel.TOPIC).counter().count())
        .isNotNegative();
    await()
        .untilAsserted(
            () ->
                assertThat(meters.get("storefront.dead.letters.waiting").gauge().value())
                    .isNotNegative());
  }

  private double gauge(String name) {
    return meters.get("storefront.follower." + name).tag("topic", Parcel.TOPIC).gauge().value();
  }
}
