package com.storefront.messaging.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoCollection;
import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.TopicProvisioner;
import com.storefront.servers.LocalServers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** With a topic of its own for each test. */
@SpringBootTest
class ManyDeadLettersTests {

  private static final int MANY = 400_000;

  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired TopicProvisioner topics;
  @Autowired MongoOperations mongo;
  @Autowired KafkaCluster cluster;

  private final String topic = "many." + UUID.randomUUID();
  private final String deadLetterTopic = topic + DeadLetter.TOPIC_SUFFIX;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Handler handler = new Handler();
  private DeadLetterService deadLetters;

  @BeforeEach
  void createTopic(@Autowired ConsumerFactory<byte[], byte[]> consumers) {
    topics.declare(List.of(topics.deadLetterTopic(deadLetterTopic)), () -> false);
    deadLetters =
        new DeadLetterService(handler, consumers, cluster, mongo, Clock.systemUTC(), meters);
  }

  @Test
  void listsTheUnresolvedOnesAmongManyResolutions() {
    publish(0, MANY);
    resolveAllBut(0L, 1L, 200_000L, MANY - 1L);

    List<DeadLetter> listed = deadLetters.unresolved(topic, null, 1000);

    assertThat(listed)
        .extracting(DeadLetter::id)
        .containsExactly(id(0, 0), id(0, 1), id(0, 200_000), id(0, MANY - 1));
    assertThat(deadLetters.countUnresolved(topic)).isEqualTo(4);
    Gauge waiting = meters.get("storefront.dead.letters.waiting").gauge();
    await().untilAsserted(() -> assertThat(waiting.value()).isEqualTo(4));
    assertThat(replayAll()).allMatch(replay -> replay.refused() == 0);
    assertThat(handler.applied).hasSize(4);
    assertThat(deadLetters.unresolved(topic, null, 1000)).isEmpty();
  }

  @Test
  void listsInPagesAndInTheOrderOfThePartitions() {
    publish(1, 3);
    publish(0, 2);

    List<DeadLetter> first = deadLetters.unresolved(topic, null, 3);
    List<DeadLetter> second = deadLetters.unresolved(topic, first.get(2).id(), 3);

    assertThat(first).extracting(DeadLetter::id).containsExactly(id(0, 0), id(0, 1), id(1, 0));
    assertThat(second).extracting(DeadLetter::id).containsExactly(id(1, 1), id(1, 2));
    assertThat(deadLetters.unresolved(topic, id(2, 0), 3)).isEmpty();
  }

  /** Kafka Streams writes in transactions; their ends have offsets too. */
  @Test
  void countsRecordsAndNotTheEndsOfTransactions() {
    try (var producer = transactionalProducer()) {
      producer.initTransactions();
      for (String key : List.of("committed", "aborted", "committed")) {
        producer.beginTransaction();
        producer.send(letter(0, key));
        producer.flush();
        if (key.equals("committed")) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
      producer.beginTransaction();
      producer.send(letter(0, "not yet committed"));
      producer.flush();

      assertThat(deadLetters.countUnresolved(topic)).isEqualTo(2);
      List<DeadLetter> listed = deadLetters.unresolved(topic, null, 1000);
      assertThat(listed).extracting(DeadLetter::key).containsExactly("committed", "committed");

      deadLetters.drop(listed.get(0).id(), "ada", null);
      assertThat(deadLetters.countUnresolved(topic)).isEqualTo(1);
      assertThat(replayAll()).extracting(Replay::replayed).containsExactly(1);
      assertThat(deadLetters.countUnresolved(topic)).isZero();
      assertThat(deadLetters.newest(1000).stream().filter(it -> it.subject().contains(topic)))
          .hasSize(2);
    }
  }

  @Test
  void refusesToReplayTheLettersOfAnotherConsumerGroup() {
    ProducerRecord<String, byte[]> letter = letter(0, "1");
    letter.headers().add(DeadLetter.GROUP, "notifications".getBytes(UTF_8));
    kafka.send(letter).join();

    List<Replay> replays = replayAll();

    assertThat(replays).extracting(Replay::refused).containsExactly(1);
    assertThat(replays.get(0).reason()).startsWith("notifications could not apply the record");
    assertThat(handler.applied).isEmpty();
    assertThat(deadLetters.countUnresolved(topic)).isEqualTo(1);
    deadLetters.drop(id(0, 0), "ada", null);
    assertThat(deadLetters.countUnresolved(topic)).isZero();
  }

  @Test
  void replaysAllInSeveralCalls() {
    publish(0, 2500);
    publish(1, 10);
    handler.refused = Set.of(0L, 1700L);

    List<Replay> replays = replayAll();

    assertThat(replays).hasSizeGreaterThan(2);
    assertThat(replays).extracting(Replay::replayed).allMatch(count -> count <= 1500);
    assertThat(replays.stream().mapToInt(Replay::replayed).sum()).isEqualTo(2510 - 3);
    assertThat(replays.stream().mapToInt(Replay::refused).sum()).isEqualTo(3);
    assertThat(replays.get(0).reason()).isEqualTo("refused");
    assertThat(replays.get(replays.size() - 1).unresolved()).isEqualTo(3);
    assertThat(handler.applied).hasSize(2507).doesNotHaveDuplicates();
    assertThat(deadLetters.unresolved(topic, null, 1000))
        .extracting(DeadLetter::id)
        .containsExactly(id(0, 0), id(0, 1700), id(1, 0));
  }

  @Test
  void continuesAfterACallThatFailed() {
    publish(0, 900);
    handler.failsAtOffset = 700;

    assertThatThrownBy(() -> deadLetters.replayAll(topic, null, "ada"))
        .isInstanceOf(MongoSocketReadException.class);
    int appliedBefore = handler.applied.size();
    handler.failsAtOffset = -1;
    int replayed = replayAll().stream().mapToInt(Replay::replayed).sum();

    assertThat(appliedBefore).isPositive();
    assertThat(replayed).isEqualTo(900 - appliedBefore);
    assertThat(deadLetters.countUnresolved(topic)).isZero();
    assertThat(handler.applied).hasSize(900).doesNotHaveDuplicates();
  }

  @Test
  void listsAndCountsTheLettersOfATopicThatWasCreatedAgain() throws Exception {
    publish(0, 2);
    deadLetters.drop(id(0, 0), "ada", null);
    deadLetters.drop(id(0, 1), "ada", null);
    assertThat(deadLetters.countUnresolved(topic)).isZero();

    try (var admin = admin()) {
      admin.deleteTopics(List.of(deadLetterTopic)).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(deadLetterTopic));
      assertThat(deadLetters.unresolved(topic, null, 1000)).isEmpty();
    }
    topics.declare(List.of(topics.deadLetterTopic(deadLetterTopic)), () -> false);
    publish(0, 1);

    assertThat(deadLetters.unresolved(topic, null, 1000))
        .extracting(DeadLetter::id)
        .containsExactly(id(0, 0));
    assertThat(deadLetters.countUnresolved(topic)).isEqualTo(1);
  }

  @Test
  void forgetsTheResolutionsOfLettersThatKafkaHasRemoved() throws Exception {
    publish(0, 5);
    resolveAllBut(4L);
    try (var admin = admin()) {
      var removed = Map.of(new TopicPartition(deadLetterTopic, 0), RecordsToDelete.beforeOffset(3));
      admin.deleteRecords(removed).all().get();
    }

    assertThat(deadLetters.unresolved(topic, null, 1000)).hasSize(1);

    assertThat(deadLetters.countUnresolved(topic)).isEqualTo(1);
    assertThat(resolutions().find(new Document("topic", topic)))
        .extracting(it -> it.get("_id", Document.class).getLong("offset"))
        .containsExactly(3L);
  }

  @Test
  void takesOverTheResolutionsOfTheFirstVersion() {
    publish(0, 12);
    publish(1, 1);
    mongo
        .getCollection("deadletters.settled")
        .insertMany(
            LongStream.range(0, 11)
                .mapToObj(offset -> new Document("_id", id(0, offset)))
                .peek(former -> former.append("settlement", "DROPPED").append("topic", topic))
                .toList());

    assertThat(deadLetters.unresolved(topic, null, 1000))
        .extracting(DeadLetter::id)
        .containsExactly(id(0, 11), id(1, 0));
    assertThat(resolutions().find(new Document("topic", topic)))
        .hasSize(11)
        .allMatch(it -> it.get("resolution").equals("DROPPED") && it.get("settlement") == null);
  }

  /** As many calls as it takes. */
  private List<Replay> replayAll() {
    var replays = new ArrayList<Replay>();
    String after = null;
    do {
      replays.add(deadLetters.replayAll(topic, after, "ada"));
      after = replays.get(replays.size() - 1).next();
    } while (after != null);
    return replays;
  }

  /**
   * Waits for the first record: if the first of several batches fails in a new partition, the
   * broker refuses it until it expires (KAFKA-14359).
   */
  private void publish(int partition, int count) {
    publish(partition, "0").join();
    IntStream.range(1, count)
        .mapToObj(i -> publish(partition, "" + i))
        .toList()
        .forEach(CompletableFuture::join);
  }

  private CompletableFuture<?> publish(int partition, String key) {
    return kafka.send(letter(partition, key));
  }

  private ProducerRecord<String, byte[]> letter(int partition, String key) {
    return new ProducerRecord<>(deadLetterTopic, partition, key, "{}".getBytes(UTF_8));
  }

  private KafkaProducer<String, byte[]> transactionalProducer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", LocalServers.kafkaBootstrapServers(), "transactional.id", topic),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** Of partition 0. */
  private void resolveAllBut(Long... unresolved) {
    Set<Long> others = Set.copyOf(Arrays.asList(unresolved));
    KafkaCluster.OffsetRange range = cluster.offsets(deadLetterTopic).get(0);
    List<Document> all =
        LongStream.range(range.start(), range.end())
            .filter(offset -> !others.contains(offset))
            .mapToObj(offset -> new Document("_id", Resolutions.id(range, offset)))
            .peek(resolution -> resolution.append("topic", topic))
            .toList();
    resolutions().insertMany(all);
  }

  private MongoCollection<Document> resolutions() {
    return mongo.getCollection(Resolutions.COLLECTION);
  }

  private String id(int partition, long offset) {
    return deadLetterTopic + "~" + partition + "~" + offset;
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()));
  }

  private final class Handler implements DeadLetterReplayer {

    final List<String> applied = new ArrayList<>();
    Set<Long> refused = Set.of();
    long failsAtOffset = -1;

    @Override
    public String group() {
      return "many";
    }

    @Override
    public Set<String> topics() {
      return Set.of(topic);
    }

    @Override
    public Map<ConsumerRecord<byte[], byte[]>, String> replay(
        List<ConsumerRecord<byte[], byte[]>> records, String origin) {
      assertThat(origin).isEqualTo(topic);
      if (records.stream().anyMatch(record -> record.offset() == failsAtOffset)) {
        throw new MongoSocketReadException("unreachable", new ServerAddress());
      }
      Map<ConsumerRecord<byte[], byte[]>, String> causes = new LinkedHashMap<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (refused.contains(record.offset())) {
          causes.put(record, "refused");
        } else {
          applied.add(DeadLetter.of(record).id());
        }
      }
      return causes;
    }
  }
}
