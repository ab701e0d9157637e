package com.storefront.notifications;

import static com.storefront.events.order.OrderStatusType.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.stream.Json;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Import;

/** The whole service, with a real Kafka and no database. */
@RealServers
@Import(LocalMail.class)
class NotificationsApplicationTests {

  @Autowired HealthIndicator streamsHealthIndicator;
  @Autowired HealthIndicator mailerHealthIndicator;

  @Test
  void decidesAMailAboutAnOrderThatWasShipped() {
    KafkaTestClient.publish(
        Topics.CUSTOMER_CHANGE,
        "mary",
        1,
        TestEvents.customer("mary", 1, "mary@shop.example", null));
    KafkaTestClient.publish(
        Topics.FULFILLMENT_REQUEST,
        "order-1",
        2,
        TestEvents.request("order-1", "mary", Instant.now()));

    KafkaTestClient.publish(
        Topics.ORDER_STATUS_CHANGE,
        "order-1",
        2,
        TestEvents.status("order-1", 2, SHIPPED, Instant.now()));

    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> !KafkaTestClient.records(MailDecided.TOPIC, "mary").isEmpty());
    var record = KafkaTestClient.records(MailDecided.TOPIC, "mary").get(0);
    assertThat(KafkaTestClient.header(record, "ce_id")).isEqualTo("shipped~order-1");
    MailDecided mail = Json.serde(MailDecided.class).deserializer().deserialize("", record.value());
    assertThat(mail.email()).isEqualTo("mary@shop.example");
    assertThat(streamsHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
    assertThat(streamsHealthIndicator.health().getDetails()).containsEntry("caughtUp", true);
    assertThat(mailerHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
  }
}
