package com.storefront.messaging.consumer.deadletter;

import com.storefront.messaging.CommittedRecords;
import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.KafkaCluster.OffsetRange;
import com.storefront.messaging.Printable;
import com.storefront.messaging.consumer.deadletter.DeadLetter.Position;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/** The dead-letter topics of the topics that this service consumes. */
final class DeadLetterTopics {

  /** Up to so many unresolved offsets are read in order to count them. */
  static final int MAX_COUNTED = 100;

  private static final String CLIENT_ID = "dead-letters";

  private final Supplier<Set<String>> consumed;
  private final KafkaCluster kafka;
  private final ConsumerFactory<byte[], byte[]> consumers;
  private final Resolutions resolutions;

  /** By partition, the offset below which it is stored which offsets have no record. */
  private final Map<String, Long> readBelow = new ConcurrentHashMap<>();

  private final Set<String> takenOver = ConcurrentHashMap.newKeySet();

  /**
   * @param consumed the topics of origin
   */
  DeadLetterTopics(
      Supplier<Set<String>> consumed,
      KafkaCluster kafka,
      ConsumerFactory<byte[], byte[]> consumers,
      Resolutions resolutions) {
    this.consumed = consumed;
    this.kafka = kafka;
    this.consumers = consumers;
    this.resolutions = resolutions;
  }

  record Found(OffsetRange range, ConsumerRecord<byte[], byte[]> record) {}

  /**
   * @throws DeadLetterNotFound if there is no such dead letter
   */
  Found find(String id) {
    Position position = Position.parse(id);
    try (var reader = new CommittedRecords(consumers, CLIENT_ID)) {
      return ranges(position.origin()).stream()
          .filter(range -> range.partition() == position.partition())
          .filter(range -> range.start() <= position.offset() && position.offset() < range.end())
          .flatMap(
              range ->
                  reader.read(range, position.offset()).stream()
                      .limit(1)
                      .filter(record -> record.offset() == position.offset())
                      .map(record -> new Found(range, record)))
          .findFirst()
          .orElseThrow(() -> new DeadLetterNotFound("No dead letter %s.".formatted(position)));
    }
  }

  interface Visitor {
    /** Whether the next records are read too. */
    boolean visit(OffsetRange range, List<ConsumerRecord<byte[], byte[]>> records);
  }

  /**
   * Reads the unresolved dead letters in batches. Skips resolved ones by the index of the
   * resolutions, so that Kafka is read only near unresolved ones.
   *
   * @return whether all were read
   */
  boolean scan(@Nullable String topic, @Nullable String after, Visitor visitor) {
    Position begin = after == null ? null : Position.parse(after);
    try (var reader = new CommittedRecords(consumers, CLIENT_ID)) {
      for (OffsetRange range : ranges(topic)) {
        resolutions.removeBefore(range);
        long next = begin == null ? range.start() : begin.following(range);
        if (!scan(reader, range, next, visitor)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean scan(CommittedRecords reader, OffsetRange range, long from, Visitor visitor) {
    long next = from;
    while ((next = resolutions.firstUnresolved(range, next)) < range.end()) {
      List<ConsumerRecord<byte[], byte[]>> records = reader.read(range, next);
      long end = records.isEmpty() ? range.end() : records.get(records.size() - 1).offset() + 1;
      Set<Long> resolved = resolutions.offsets(range, next, end);
      storeAbsent(range, next, end, records, resolved);
      next = end;
      List<ConsumerRecord<byte[], byte[]>> unresolved =
          records.stream().filter(record -> !resolved.contains(record.offset())).toList();
      if (!unresolved.isEmpty() && !visitor.visit(range, unresolved)) {
        return false;
      }
    }
    return true;
  }

  private long readBelow(OffsetRange range) {
    return Math.max(range.start(), readBelow.getOrDefault(range.topicId() + range.partition(), 0L));
  }

  private void storeAbsent(
      OffsetRange range,
      long from,
      long to,
      List<ConsumerRecord<byte[], byte[]>> records,
      Set<Long> resolved) {
    Set<Long> known = records.stream().map(ConsumerRecord::offset).collect(Collectors.toSet());
    known.addAll(resolved);
    List<Long> absent =
        LongStream.range(from, to).boxed().filter(offset -> !known.contains(offset)).toList();
    if (!absent.isEmpty()) {
      resolutions.storeAbsent(range, absent);
    }
  }

  /** How many dead letters of a topic of origin, or of all, are unresolved. */
  long countUnresolved(@Nullable String topic) {
    List<OffsetRange> ranges = ranges(topic);
    long offsets = ranges.stream().mapToLong(resolutions::countUnresolved).sum();
    List<OffsetRange> unread =
        ranges.stream().filter(range -> readBelow(range) < range.end()).toList();
    if (offsets == 0 || offsets > MAX_COUNTED || unread.isEmpty()) {
      return offsets;
    }
    try (var reader = new CommittedRecords(consumers, CLIENT_ID)) {
      for (OffsetRange range : unread) {
        scan(reader, range, readBelow(range), (ignored, records) -> true); // stores what is absent
        readBelow.put(range.topicId() + range.partition(), range.end());
      }
    }
    return ranges.stream().mapToLong(resolutions::countUnresolved).sum();
  }

  /**
   * The stored dead letters of a topic of origin, or of all; none if the dead-letter topic was
   * deleted.
   *
   * @throws DeadLetterNotFound if this service does not consume the topic
   */
  List<OffsetRange> ranges(@Nullable String topic) {
    Set<String> known = consumed.get();
    if (topic != null && !known.contains(topic)) {
      throw new DeadLetterNotFound(
          "This service does not consume %s, but %s."
              .formatted(Printable.of(topic), String.join(" and ", known)));
    }
    return known.stream()
        .filter(each -> topic == null || topic.equals(each))
        .sorted()
        .flatMap(each -> stored(each + DeadLetter.TOPIC_SUFFIX).stream())
        .toList();
  }

  private List<OffsetRange> stored(String deadLetterTopic) {
    try {
      List<OffsetRange> stored = kafka.committedOffsets(deadLetterTopic);
      if (!takenOver.contains(deadLetterTopic)) {
        stored.forEach(resolutions::takeOver);
        takenOver.add(deadLetterTopic);
      }
      return stored;
    } catch (KafkaException failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
        return List.of();
      }
      throw failure;
    }
  }
}
