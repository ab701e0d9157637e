package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.local.servers.LocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Records that come again, late and in the wrong order. */
class RedeliveryTests {

  private static final List<String> TOPICS =
      List.of("accounts.customer.change", "orders.order.fulfill", "fulfillment.order.change");

  private final Storefront storefront = Storefront.running();
  private final Shop shop = new Shop(storefront.api());

  /** A5, B1, B4, B6: everything again, twice, shuffled, changes nothing. */
  @Test
  void changesNothingWhenEverythingIsDeliveredAgainInAnyOrder() {
    String customer = shop.register("again@example.com");
    String order = shop.place(customer);
    shop.approve(order);
    for (String step : List.of("processing", "hold", "release", "shipment", "transit", "receipt")) {
      shop.fulfill(order, step);
    }
    shop.changeEmail(customer, "again-newest@example.com");
    shop.awaitStatus(order, "RECEIVED");
    List<String> life = shop.life(order);
    var before = shop.order(order);

    List<ConsumerRecord<String, byte[]>> all = readAll();
    List<ConsumerRecord<String, byte[]>> again = new ArrayList<>(all);
    again.addAll(all);
    Collections.shuffle(again, new Random(7));
    deliver(again);

    String late = shop.register("late@example.com");
    String lateOrder = shop.place(late);
    shop.approve(lateOrder);
    shop.fulfill(lateOrder, "processing");
    shop.awaitStatus(lateOrder, "PROCESSING");
    assertThat(shop.life(order)).isEqualTo(life);
    assertThat(shop.order(order)).isEqualTo(before);
    await()
        .during(Duration.ofSeconds(1))
        .until(() -> shop.emailInOrders(customer).equals("again-newest@example.com"));
  }

  /** B4, F2: keyed, CloudEvents headers, plain JSON, and nothing of Java. */
  @Test
  void writesRecordsThatAnybodyCanRead() {
    String order = shop.place(shop.register("reader@example.com"));
    shop.approve(order);
    shop.fulfill(order, "processing");
    shop.awaitStatus(order, "PROCESSING");

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
            .doesNotContain("com.storefront", "creditCard", Shop.CARD_NUMBER.substring(4));
      }
    }
  }

  /** F6: the trace of the request is on the record, though the relay sent it. */
  @Test
  void carriesTheTraceOfTheRequest() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    String customer =
        storefront
            .api()
            .post(
                "/accounts/customers",
                Shop.customer("traced@example.com"),
                "traceparent",
                "00-%s-00f067aa0ba902b7-01".formatted(trace))
            .expect(201)
            .body()
            .get("id")
            .asString();

    ConsumerRecord<String, byte[]> event =
        await()
            .until(
                () -> readAll().stream().filter(each -> customer.equals(each.key())).findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(new String(event.headers().lastHeader("traceparent").value())).contains(trace);
  }

  private static List<ConsumerRecord<String, byte[]>> readAll() {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", LocalServers.kafkaBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          TOPICS.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(200)).forEach(read::add);
      }
      return read;
    }
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
