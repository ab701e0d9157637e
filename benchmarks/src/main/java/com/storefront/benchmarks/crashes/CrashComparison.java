package com.storefront.benchmarks.crashes;

import com.mongodb.client.MongoClients;
import com.storefront.benchmarks.publishing.Contender;
import com.storefront.benchmarks.publishing.ContenderProcess;
import com.storefront.benchmarks.publishing.ContenderProcess.Role;
import com.storefront.benchmarks.publishing.Way;
import com.storefront.local.servers.LocalServers;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;

/**
 * Kills each contender's process under load, at random moments, in every second trial while the
 * broker is away too; starts it again, and compares what is stored with what was told.
 */
public final class CrashComparison {

  private static final List<Way> WAYS =
      List.of(
          Way.SEND_THEN_SAVE,
          Way.SAVE_THEN_SEND,
          Way.SAVE_THEN_WAIT,
          Way.SECOND_COLLECTION,
          Way.CHANGE_DATA_CAPTURE,
          Way.SPRING_MODULITH,
          Way.OURS);
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  private final int trials;
  private final Random random;
  private final PrintStream out;
  private final Map<Way, Losses> sums = new EnumMap<>(Way.class);

  public CrashComparison(int trials, long seed, PrintStream out) {
    this.trials = trials;
    this.random = new Random(seed);
    this.out = out;
  }

  /**
   * What is wrong after a crash.
   *
   * @param saved states in the database
   * @param lost states whose event never came
   * @param ghosts events whose state was never saved
   * @param doubled events that came more than once, which followers must see through
   * @param stuck trials in which events still waited a minute after the restart
   */
  public record Losses(long saved, long lost, long ghosts, long doubled, int stuck) {
    Losses plus(Losses other) {
      return new Losses(
          saved + other.saved,
          lost + other.lost,
          ghosts + other.ghosts,
          doubled + other.doubled,
          stuck + other.stuck);
    }
  }

  public Map<Way, Losses> run() throws IOException, InterruptedException {
    for (int trial = 1; trial <= trials; trial++) {
      for (Way way : WAYS) {
        boolean withoutKafka = trial % 2 == 0;
        Losses losses = crash(way, "crash_%s_%d".formatted(way.option(), trial), withoutKafka);
        sums.merge(way, losses, Losses::plus);
        out.printf(
            "trial %d, %-12s %-48s %5d saved, %4d lost, %3d ghosts, %4d doubled%s%n",
            trial,
            withoutKafka ? "Kafka away" : "Kafka up",
            way.label(),
            losses.saved(),
            losses.lost(),
            losses.ghosts(),
            losses.doubled(),
            losses.stuck() > 0 ? ", STUCK" : "");
      }
    }
    return sums;
  }

  private Losses crash(Way way, String database, boolean withoutKafka)
      throws IOException, InterruptedException {
    String uri = LocalServers.mongodbUri(database);
    try (var victim = ContenderProcess.start(way, database, Role.WRITE, 0)) {
      victim.await(ContenderProcess.WRITES, RECOVERY).orElseThrow();
      TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(2_000));
      if (withoutKafka) {
        LocalServers.kafka().stop();
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(2_000));
      }
    }
    if (withoutKafka) {
      LocalServers.kafka().restart();
    }
    boolean settled;
    try (var next = ContenderProcess.start(way, database, Role.RECOVER, 0)) {
      settled = next.await(ContenderProcess.SETTLED, RECOVERY).isPresent();
    }
    return compare(database, uri, settled);
  }

  private static Losses compare(String database, String uri, boolean settled) {
    Set<String> saved = new HashSet<>();
    try (var mongo = MongoClients.create(uri)) {
      mongo
          .getDatabase(database)
          .getCollection("parcels")
          .find()
          .projection(new Document("_id", 1))
          .map(parcel -> parcel.getString("_id"))
          .into(saved);
    }
    Map<String, Integer> told = told();
    long lost = saved.stream().filter(id -> !told.containsKey(id)).count();
    long ghosts = told.keySet().stream().filter(id -> !saved.contains(id)).count();
    long doubled = told.values().stream().filter(times -> times > 1).count();
    return new Losses(saved.size(), lost, ghosts, doubled, settled ? 0 : 1);
  }

  /** How often each key came since the last time one asked. */
  private static Map<String, Integer> told() {
    var counts = new HashMap<String, Integer>();
    var properties =
        Map.<String, Object>of(
            "bootstrap.servers",
            LocalServers.kafkaBootstrapServers(),
            "group.id",
            "crash-comparison",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            "false");
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Contender.TOPIC).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(event -> counts.merge(event.key(), 1, Integer::sum));
      }
      consumer.commitSync();
    }
    return counts;
  }
}
