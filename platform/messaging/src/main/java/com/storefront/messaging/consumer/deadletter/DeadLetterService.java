package com.storefront.messaging.consumer.deadletter;

import com.storefront.messaging.CachedGauge;
import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.KafkaCluster.OffsetRange;
import com.storefront.messaging.Printable;
import com.storefront.messaging.audit.AuditEntry;
import com.storefront.messaging.audit.AuditTrail;
import com.storefront.messaging.consumer.deadletter.DeadLetter.Position;
import com.storefront.messaging.consumer.deadletter.DeadLetterTopics.Found;
import com.storefront.messaging.consumer.deadletter.Resolutions.Resolution;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Lists, replays and drops dead letters. They stay in Kafka; those without a {@linkplain
 * Resolutions resolution} are unresolved.
 */
public class DeadLetterService implements AuditTrail {

  /** A call of {@link #replayAll} ends after so many dead letters, or after {@link #MAX_TIME}. */
  static final int MAX_REPLAYED = 1000;

  private static final Duration MAX_TIME = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(DeadLetterService.class);

  private final DeadLetterReplayer replayer;
  private final DeadLetterTopics topics;
  private final Resolutions resolutions;
  private final Clock clock;

  DeadLetterService(
      DeadLetterReplayer replayer,
      ConsumerFactory<byte[], byte[]> consumers,
      KafkaCluster kafka,
      MongoOperations mongo,
      Clock clock,
      MeterRegistry meters) {
    this.replayer = replayer;
    this.resolutions = new Resolutions(mongo);
    this.topics = new DeadLetterTopics(replayer::topics, kafka, consumers, resolutions);
    this.clock = clock;
    var unresolved = new CachedGauge<>(() -> countUnresolved(null));
    Gauge.builder("storefront.dead.letters.waiting", () -> unresolved.number(Long::doubleValue))
        .description("Dead letters that were neither replayed nor dropped")
        .register(meters);
  }

  /**
   * Unresolved dead letters without their payload, in the order of topics, partitions and offsets.
   *
   * @param topic of origin; null means every topic that this service consumes
   * @param after the id of the dead letter that precedes the first; null means from the beginning
   * @throws DeadLetterNotFound if this service does not consume the topic
   */
  public List<DeadLetter> unresolved(@Nullable String topic, @Nullable String after, int limit) {
    var unresolved = new ArrayList<DeadLetter>();
    topics.scan(
        topic,
        after,
        (range, records) -> {
          records.stream()
              .limit(limit - unresolved.size())
              .map(record -> DeadLetter.of(record).withoutPayload())
              .forEach(unresolved::add);
          return unresolved.size() < limit;
        });
    return unresolved;
  }

  /**
   * How many dead letters are unresolved. Above {@value DeadLetterTopics#MAX_COUNTED} the number
   * can contain the ends of transactions, which have offsets too.
   *
   * @param topic of origin; null means every topic that this service consumes
   * @throws DeadLetterNotFound if this service does not consume the topic
   */
  public long countUnresolved(@Nullable String topic) {
    return topics.countUnresolved(topic);
  }

  /**
   * A dead letter with its payload, resolved or not.
   *
   * @throws DeadLetterNotFound if there is no such dead letter
   */
  public DeadLetter find(String id) {
    return DeadLetter.of(topics.find(id).record());
  }

  /**
   * Applies the record of a dead letter, which is then resolved.
   *
   * @param by the operator, for the audit
   * @throws DeadLetterNotFound if there is no such dead letter
   * @throws ReplayRefused if the record still cannot be applied; the dead letter stays unresolved
   */
  public void replay(String id, String by) {
    Found found = topics.find(id);
    replay(found.range(), List.of(found.record()), by)
        .forEach(
            (record, cause) -> {
              throw new ReplayRefused(cause);
            });
  }

  /**
   * Applies the records of unresolved dead letters, which are then resolved. Records that still
   * cannot be applied stay unresolved. A call that fails midway can be repeated.
   *
   * @param topic of origin; null means every topic that this service consumes
   * @param after the id of the dead letter that precedes the first; null means from the beginning
   * @param by the operator, for the audit
   * @throws DeadLetterNotFound if this service does not consume the topic
   */
  public Replay replayAll(@Nullable String topic, @Nullable String after, String by) {
    long deadline = System.nanoTime() + MAX_TIME.toNanos();
    var refused = new ArrayList<String>();
    var passed = new ArrayList<Position>();
    boolean isComplete =
        topics.scan(
            topic,
            after,
            (range, records) -> {
              refused.addAll(replay(range, records, by).values());
              records.forEach(record -> passed.add(Position.of(record)));
              return passed.size() < MAX_REPLAYED && System.nanoTime() < deadline;
            });
    return new Replay(
        passed.size() - refused.size(),
        refused.size(),
        refused.isEmpty() ? null : refused.get(0),
        isComplete ? null : passed.get(passed.size() - 1).toString(),
        countUnresolved(topic));
  }

  /**
   * Resolves a dead letter without applying its record.
   *
   * @param by the operator, for the audit
   * @param reason why, for the audit
   * @throws DeadLetterNotFound if there is no such dead letter
   */
  public void drop(String id, String by, @Nullable String reason) {
    Found found = topics.find(id);
    store(found.range(), List.of(found.record()), Resolution.DROPPED, by, reason);
  }

  @Override
  public List<AuditEntry> newest(int limit) {
    return resolutions.newest(limit);
  }

  /** Returns the records that still cannot be applied, each with its cause. */
  private Map<ConsumerRecord<byte[], byte[]>, String> replay(
      OffsetRange range, List<ConsumerRecord<byte[], byte[]>> records, String by) {
    Map<ConsumerRecord<byte[], byte[]>, String> refused = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String refusal = DeadLetter.refusal(record, replayer.group());
      if (refusal != null) {
        refused.put(record, refusal);
      }
    }
    List<ConsumerRecord<byte[], byte[]>> complete =
        records.stream().filter(record -> !refused.containsKey(record)).toList();
    refused.putAll(replayer.replay(complete, Position.of(records.get(0)).origin()));
    store(
        range,
        complete.stream().filter(record -> !refused.containsKey(record)).toList(),
        Resolution.REPLAYED,
        by,
        null);
    return refused;
  }

  private void store(
      OffsetRange range,
      List<ConsumerRecord<byte[], byte[]>> records,
      Resolution resolution,
      String by,
      @Nullable String reason) {
    if (!records.isEmpty()) {
      resolutions.store(range, records, resolution, by, reason, clock.instant());
      log.info(
          "{} dead letters from {} on were {} by {}{}",
          records.size(),
          Position.of(records.get(0)),
          resolution,
          Printable.of(by),
          reason == null ? "" : ": " + Printable.of(reason));
    }
  }
}
