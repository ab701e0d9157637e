package com.storefront.messaging.deadletter;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.storefront.messaging.Observed;
import com.storefront.messaging.TopicObserver;
import com.storefront.messaging.deadletter.DeadLetter.Position;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Where people look at dead letters, have them tried again, or drop them.
 *
 * <p>The letters stay in Kafka; who did what with which is kept in {@code deadletters.settled}, and
 * a letter that is settled is no longer shown as waiting. {@code storefront.dead.letters.waiting}
 * counts the others.
 */
public class DeadLetterOffice {

  private enum Settlement {
    REPLAYED,
    DROPPED
  }

  private static final Logger log = LoggerFactory.getLogger(DeadLetterOffice.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ConsumerFactory<String, byte[]> consumers;
  private final MongoOperations mongo;
  private final Redelivery redelivery;
  private final Clock clock;

  DeadLetterOffice(
      ConsumerFactory<String, byte[]> consumers,
      MongoOperations mongo,
      Redelivery redelivery,
      Clock clock,
      TopicObserver topics,
      MeterRegistry meters) {
    this.consumers = consumers;
    this.mongo = mongo;
    this.redelivery = redelivery;
    this.clock = clock;
    var waiting = new Observed<>(() -> waitingCount(topics));
    Gauge.builder("storefront.dead.letters.waiting", waiting, now -> now.number(Long::doubleValue))
        .strongReference(true)
        .description("Dead letters that nobody replayed or dropped yet")
        .register(meters);
  }

  /**
   * The letters that wait, oldest first in each partition, without their payload.
   *
   * @param topic that they came from; null means all that this service follows
   * @param most how many at the most
   */
  public List<DeadLetter> waiting(@Nullable String topic, int most) {
    Set<String> topics = topic == null ? redelivery.topics() : Set.of(topic);
    var waiting = new ArrayList<DeadLetter>();
    Set<String> settled = settled();
    scan(
        topics,
        letter -> {
          DeadLetter found = DeadLetter.of(letter);
          if (!settled.contains(found.id())) {
            waiting.add(found.withoutPayload());
          }
          return waiting.size() < most;
        });
    return waiting;
  }

  /** A letter with its payload, settled or not. */
  public Optional<DeadLetter> find(String id) {
    return read(Position.parse(id)).map(DeadLetter::of);
  }

  /**
   * Has a letter's record applied, once more or for the first time; then it no longer waits.
   *
   * @param by who wants it, for the audit
   * @return whether there is such a letter
   * @throws DeadLetterRefused if it still can't be applied; it goes on waiting
   */
  public boolean replay(String id, String by) {
    return settle(id, by, Settlement.REPLAYED);
  }

  /**
   * Drops a letter: its record is never applied.
   *
   * @param by who wants it, for the audit
   * @return whether there is such a letter
   */
  public boolean drop(String id, String by) {
    return settle(id, by, Settlement.DROPPED);
  }

  private boolean settle(String id, String by, Settlement settlement) {
    Optional<ConsumerRecord<String, byte[]>> letter = read(Position.parse(id));
    letter.ifPresent(
        found -> {
          if (settlement == Settlement.REPLAYED) {
            refuseTruncated(found);
            redelivery.redeliver(found, Position.of(found).origin());
          }
          record(DeadLetter.of(found), by, settlement);
        });
    return letter.isPresent();
  }

  private static void refuseTruncated(ConsumerRecord<String, byte[]> letter) {
    if (DeadLetters.isTruncated(letter)) {
      DeadLetter place = DeadLetter.of(letter);
      throw new DeadLetterRefused(
          "too large to be kept here; it lies at %s, partition %s, offset %s"
              .formatted(place.topic(), place.partition(), place.offset()));
    }
  }

  private void record(DeadLetter letter, String by, Settlement settlement) {
    settlements()
        .replaceOne(
            Filters.eq("_id", letter.id()),
            new Document("settlement", settlement.name())
                .append("by", by)
                .append("at", Date.from(clock.instant()))
                .append("topic", letter.topic())
                .append("eventId", letter.eventId())
                .append("cause", letter.cause()),
            new ReplaceOptions().upsert(true));
    log.info("Dead letter {} was {} by {}", letter.id(), settlement, by);
  }

  private MongoCollection<Document> settlements() {
    return mongo.getCollection("deadletters.settled");
  }

  private Set<String> settled() {
    return settlements().distinct("_id", String.class).into(new HashSet<>());
  }

  private Optional<ConsumerRecord<String, byte[]>> read(Position position) {
    if (!redelivery.topics().contains(position.origin())) {
      return Optional.empty();
    }
    var partition = new TopicPartition(position.topic(), position.partition());
    try (Consumer<String, byte[]> consumer = consumers.createConsumer(null, "dead-letters", null)) {
      if (consumer.partitionsFor(position.topic()).size() <= position.partition()
          || consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L)
              <= position.offset()) {
        return Optional.empty();
      }
      consumer.assign(List.of(partition));
      consumer.seek(partition, position.offset());
      return consumer.poll(POLL.multipliedBy(10)).records(partition).stream()
          .findFirst()
          .filter(letter -> letter.offset() == position.offset());
    }
  }

  /** Shows the letters of these topics until they end or the reader has enough. */
  private void scan(Set<String> topics, Predicate<ConsumerRecord<String, byte[]>> reader) {
    try (Consumer<String, byte[]> consumer = consumers.createConsumer(null, "dead-letters", null)) {
      List<TopicPartition> partitions = partitions(consumer, topics);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        for (ConsumerRecord<String, byte[]> letter : consumer.poll(POLL)) {
          if (!reader.test(letter)) {
            return;
          }
        }
      }
    }
  }

  private static List<TopicPartition> partitions(
      Consumer<String, byte[]> consumer, Set<String> topics) {
    return topics.stream()
        .flatMap(topic -> consumer.partitionsFor(topic + DeadLetters.SUFFIX).stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private long waitingCount(TopicObserver topics) {
    long written =
        topics.kept(redelivery.topics().stream().map(it -> it + DeadLetters.SUFFIX).toList());
    return Math.max(0, written - settlements().countDocuments());
  }
}
