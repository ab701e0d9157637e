package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.storefront.events.Topics;
import com.storefront.messaging.consumer.MutatedRecords;
import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures how long events take from the answer of one service to their effect in another one:
 * alone, beside valid records, and beside mutated records of other aggregates in the same topics.
 * {@code -Dstorefront.mutations} is their number per second and topic. Print-out only: times are no
 * condition of the build.
 */
@EnabledIfSystemProperty(named = "storefront.mutations", matches = "\\d+")
class MutationLatencyTests {

  private static final int PER_SECOND = Integer.getInteger("storefront.mutations", 0);
  private static final int ROUNDS = Integer.getInteger("storefront.rounds", 4);
  private static final Duration PHASE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int AGGREGATES = 24;

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());
  private final MongoCollection<Document> copies =
      storefront.collection(Service.ORDERS, "customers");
  private final MongoCollection<Document> orders =
      storefront.collection(Service.ORDERS, "customer.orders");
  private final MongoCollection<Document> requests =
      storefront.collection(Service.FULFILLMENT, "fulfillment.requests");

  /** What else arrives in the topics. The valid copies repeat an event, which is ignored. */
  private enum Others {
    NONE,
    VALID_COPIES,
    MUTATIONS
  }

  private interface Step {
    /** Sends the command of a number and returns what becomes visible. */
    Effect send(int number);
  }

  private record Effect(MongoCollection<Document> collection, Bson filter) {}

  @Test
  void printsTheTimesOfOtherEvents() throws Exception {
    List<String> customers = Stream.generate(this::customer).limit(AGGREGATES).toList();
    List<String> held = Stream.generate(this::processedOrder).limit(AGGREGATES).toList();
    Map<String, Step> steps =
        Map.of(
            "accounts-orders",
            number -> {
              String customer = customers.get(number % AGGREGATES);
              String email = UUID.randomUUID() + "@example.com";
              client.changeEmail(customer, email);
              return new Effect(
                  copies,
                  Filters.and(Filters.eq("_id", customer), Filters.eq("contact.email", email)));
            },
            "orders-fulfillment",
            number -> {
              String order = client.place(customers.get(number % AGGREGATES));
              client.approve(order);
              return new Effect(requests, Filters.eq("_id", order));
            },
            "fulfillment-orders",
            number -> {
              String order = held.get(number % AGGREGATES);
              boolean holds = number / AGGREGATES % 2 == 0;
              client.fulfill(order, holds ? "hold" : "release");
              return new Effect(
                  orders,
                  Filters.and(
                      Filters.eq("_id", order),
                      Filters.eq("status", holds ? "ON_HOLD" : "PROCESSING")));
            });
    Map<String, Integer> numbers = new HashMap<>();
    Map<Others, Map<String, List<Long>>> times = new EnumMap<>(Others.class);
    phase(steps, numbers, new HashMap<>()); // warm-up
    List<Others> order = new ArrayList<>(List.of(Others.values()));
    for (int round = 0; round < ROUNDS; round++) {
      for (Others others : order) {
        var sender = new Sender(others);
        phase(steps, numbers, times.computeIfAbsent(others, first -> new HashMap<>()));
        sender.stop();
      }
      Collections.reverse(order);
    }

    times.forEach(
        (others, links) ->
            links.forEach(
                (link, ofLink) ->
                    System.out.printf(
                        "%s | %s, %d/s and topic | %s%n",
                        link, others, PER_SECOND, summary(ofLink))));
  }

  private String customer() {
    String email = UUID.randomUUID() + "@example.com";
    String customer = client.register(email);
    client.awaitEmail(customer, email);
    return customer;
  }

  private String processedOrder() {
    String order = client.place(customer());
    client.approve(order);
    client.fulfill(order, "processing");
    client.awaitStatus(order, "PROCESSING");
    return order;
  }

  private static void phase(
      Map<String, Step> steps, Map<String, Integer> numbers, Map<String, List<Long>> times) {
    long end = System.nanoTime() + PHASE.toNanos();
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    var threads = Executors.newFixedThreadPool(steps.size());
    steps.forEach(
        (link, step) -> {
          List<Long> ofLink = times.computeIfAbsent(link, first -> new ArrayList<>());
          clients.add(
              CompletableFuture.runAsync(
                  () -> {
                    while (System.nanoTime() < end) {
                      int number;
                      synchronized (numbers) {
                        number = numbers.merge(link, 1, Integer::sum) - 1;
                      }
                      ofLink.add(time(step.send(number)));
                      pause(PAUSE);
                    }
                  },
                  threads));
        });
    clients.forEach(CompletableFuture::join);
    threads.shutdown();
  }

  private static long time(Effect effect) {
    long begin = System.nanoTime();
    while (effect.collection().find(effect.filter()).first() == null) {
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(60));
      pause(Duration.ofNanos(500_000));
    }
    return System.nanoTime() - begin;
  }

  private static String summary(List<Long> times) {
    Collections.sort(times);
    return "p50 %.1f ms, p99 %.1f ms, max %.1f ms (%d)"
        .formatted(millis(times, 50), millis(times, 99), millis(times, 100), times.size());
  }

  private static double millis(List<Long> sorted, int percent) {
    return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1)) / 1e6;
  }

  private static void pause(Duration duration) {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends changed copies of the records that the topics contain, in an even rhythm. */
  private final class Sender {

    private final CompletableFuture<Void> sending;
    private volatile boolean stopped;

    Sender(Others others) {
      sending =
          others == Others.NONE
              ? CompletableFuture.completedFuture(null)
              : CompletableFuture.runAsync(() -> send(others));
    }

    private void send(Others others) {
      List<ConsumerRecord<byte[], byte[]>> valid = ofAnother();
      UnaryOperator<ConsumerRecord<byte[], byte[]>> change =
          others == Others.MUTATIONS
              ? MutatedRecords.mutation(System.nanoTime())
              : UnaryOperator.identity();
      try (var producer =
          new KafkaProducer<>(
              Map.<String, Object>of("bootstrap.servers", LocalServers.kafkaBootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        while (!stopped) {
          for (ConsumerRecord<byte[], byte[]> each : valid) {
            var changed = change.apply(copy(each, each.key()));
            producer.send(
                new ProducerRecord<>(
                    each.topic(), null, changed.key(), changed.value(), changed.headers()));
          }
          pause(Duration.ofSeconds(1).dividedBy(PER_SECOND));
        }
      }
    }

    /** A record of each topic, of aggregates that are not measured. */
    private List<ConsumerRecord<byte[], byte[]>> ofAnother() {
      String order = processedOrder();
      String customer = orders.find(Filters.eq("_id", order)).first().getString("customerId");
      Map<String, String> keys =
          Map.of(
              Topics.CUSTOMER_CHANGE,
              customer,
              Topics.FULFILLMENT_REQUEST,
              order,
              Topics.ORDER_STATUS_CHANGE,
              order);
      Map<String, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
      new TopicRecords(LocalServers.kafkaBootstrapServers())
          .read(
              any -> 0,
              record -> {
                if (record.key() != null && record.key().equals(keys.get(record.topic()))) {
                  found.put(record.topic(), copy(record, record.key().getBytes(UTF_8)));
                }
              });
      return List.copyOf(found.values());
    }

    private static ConsumerRecord<byte[], byte[]> copy(
        ConsumerRecord<?, byte[]> record, byte[] key) {
      var copy = new ConsumerRecord<>(record.topic(), 0, 0, key, record.value());
      record.headers().forEach(copy.headers()::add);
      return copy;
    }

    void stop() {
      stopped = true;
      sending.join();
    }
  }
}
