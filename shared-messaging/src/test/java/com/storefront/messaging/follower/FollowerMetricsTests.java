package com.storefront.messaging.follower;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.outbox.Parcel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootTest
class FollowerMetricsTests {

  @Autowired Followers followers;
  @Autowired MeterRegistry meters;
  @Autowired KafkaTemplate<String, byte[]> kafka;

  @Test
  void tellTheLagOfATopicThatNobodyFollows() {
    await().until(() -> gauge("partitions") == 3);

    followers.stop();
    kafka.send(Parcel.TOPIC, UUID.randomUUID().toString(), "{}".getBytes(UTF_8)).join();

    await().until(() -> gauge("partitions") == 0);
    await().atMost(Duration.ofSeconds(20)).until(() -> gauge("lag") > 0);

    followers.start();

    await().until(() -> gauge("partitions") == 3);
    await().atMost(Duration.ofSeconds(20)).until(() -> gauge("lag") == 0);
  }

  @Test
  void countDeadLettersFromZero() {
    assertThat(meters.get("storefront.dead.letters").tag("topic", Parcel.TOPIC).counter().count())
        .isNotNegative();
  }

  private double gauge(String name) {
    return meters.get("storefront.follower." + name).tag("topic", Parcel.TOPIC).gauge().value();
  }
}
