package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Records on the wire: repeated delivery and format. */
class RedeliveryTests {

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @Test
  void changesNothingWhenEverythingIsDeliveredAgainInAnyOrder() {
    String customer = client.register("again@example.com");
    String order = client.place(customer);
    client.approve(order);
    for (String step : List.of("processing", "hold", "release", "shipment", "transit", "receipt")) {
      client.fulfill(order, step);
    }
    client.changeEmail(customer, "again-newest@example.com");
    client.awaitStatus(order, "RECEIVED");
    List<String> history = client.history(order);
    var before = client.order(order);

    List<ConsumerRecord<String, byte[]>> all = readAll();
    List<ConsumerRecord<String, byte[]>> again = new ArrayList<>(all);
    again.addAll(all);
    Collections.shuffle(again, new Random(7));
    deliver(again);

    String late = client.register("late@example.com");
    String lateOrder = client.place(late);
    client.approve(lateOrder);
    client.fulfill(lateOrder, "processing");
    client.awaitStatus(lateOrder, "PROCESSING");
    assertThat(client.history(order)).isEqualTo(history);
    assertThat(client.order(order)).isEqualTo(before);
    await()
        .during(Duration.ofSeconds(1))
        .until(() -> client.emailInOrders(customer).equals("again-newest@example.com"));
  }

  /** Key, CloudEvents headers and plain JSON, without Java class names. */
  @Test
  void publishesRecordsThatNeedNoJavaToRead() {
    String order = client.place(client.register("reader@example.com"));
    client.approve(order);
    client.fulfill(order, "processing");
    client.awaitStatus(order, "PROCESSING");

    for (ConsumerRecord<String, byte[]> event : readAll()) {
      assertThat(event.key()).isNotEmpty();
      assertThat(event.headers())
          .extracting(header -> header.key())
          .contains(
              "ce_specversion",
              "ce_id",
              "ce_type",
              "ce_source",
              "ce_subject",
              "ce_time",
              "ce_sequence")
          .doesNotContain("__TypeId__");
      assertThat(new String(event.headers().lastHeader("ce_subject").value()))
          .isEqualTo(event.key());
      if (event.value() != null) {
        assertThat(new String(event.value()))
            .startsWith("{")
            .doesNotContain(
                "com.storefront", "creditCard", StorefrontClient.CARD_NUMBER.substring(4));
      }
    }
  }

  private static List<ConsumerRecord<String, byte[]>> readAll() {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    new TopicRecords(LocalServers.kafkaBootstrapServers()).read(any -> 0, records::add);
    records.removeIf(TopicRecords::isDeadLetter);
    return records;
  }

  private static void deliver(List<ConsumerRecord<String, byte[]>> events) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", LocalServers.kafkaBootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (ConsumerRecord<String, byte[]> event : events) {
        producer.send(
            new ProducerRecord<>(event.topic(), null, event.key(), event.value(), event.headers()));
      }
    }
  }
}
