package com.storefront.messaging.consumer.deadletter;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Field;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.storefront.messaging.KafkaCluster.OffsetRange;
import com.storefront.messaging.audit.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * What operators did with dead letters, in the collection {@value #COLLECTION}.
 *
 * <p>The {@code _id} is the position of the dead letter with Kafka's id of the topic instead of its
 * name: a letter of a topic that was deleted and created again is another one. MongoDB compares
 * such documents field by field, so that a range of offsets is a range of the index on {@code _id}.
 */
final class Resolutions {

  enum Resolution {
    REPLAYED,
    DROPPED,
    /** There is no record at the offset, but the end of a transaction. */
    ABSENT
  }

  static final String COLLECTION = "deadletters.resolutions";

  private static final String FORMER_COLLECTION = "deadletters.settled";
  private static final String FORMER_OFFSET =
      "{$toLong: {$arrayElemAt: [{$split: ['$_id', '~']}, 2]}}";
  private static final Bson ONLY_ID = Projections.include("_id");

  private final MongoOperations mongo;

  /**
   * By partition, an offset below which all are resolved: so that neither the gauge nor a list
   * reads the same resolutions again and again. Resolutions are not taken back.
   */
  private final Map<String, Long> resolvedBelow = new ConcurrentHashMap<>();

  Resolutions(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /**
   * @param range that contains the dead letters
   * @param letters at least one
   * @param by the operator, for the audit
   * @param reason why, for the audit; null if none was given
   */
  void store(
      OffsetRange range,
      Collection<ConsumerRecord<byte[], byte[]>> letters,
      Resolution resolution,
      String by,
      @Nullable String reason,
      Instant time) {
    store(
        letters.stream()
            .map(
                record -> {
                  DeadLetter letter = DeadLetter.of(record);
                  Document details =
                      new Document("by", by)
                          .append("reason", reason)
                          .append("at", Date.from(time))
                          .append("topic", letter.topic())
                          .append("eventId", letter.eventId())
                          .append("cause", letter.cause());
                  return replacement(range, record.offset(), resolution, details);
                })
            .toList());
  }

  /**
   * @param offsets without a record, at least one
   */
  void storeAbsent(OffsetRange range, Collection<Long> offsets) {
    store(
        offsets.stream()
            .map(offset -> replacement(range, offset, Resolution.ABSENT, new Document()))
            .toList());
  }

  private void store(List<ReplaceOneModel<Document>> resolutions) {
    collection().bulkWrite(resolutions, new BulkWriteOptions().ordered(false));
  }

  private static ReplaceOneModel<Document> replacement(
      OffsetRange range, long offset, Resolution resolution, Document details) {
    return new ReplaceOneModel<>(
        eq("_id", id(range, offset)),
        details.append("resolution", resolution.name()),
        new ReplaceOptions().upsert(true));
  }

  /**
   * Takes over the resolutions of the first version, whose id was the topic's name and position.
   */
  void takeOver(OffsetRange range) {
    MongoCollection<Document> former = mongo.getCollection(FORMER_COLLECTION);
    String prefix = range.topic() + "~" + range.partition() + "~";
    Bson ofPartition = and(gte("_id", prefix), lt("_id", prefix + (char) ('9' + 1)));
    var id = id(range, 0).append("offset", Document.parse(FORMER_OFFSET));
    former
        .aggregate(
            List.of(
                Aggregates.match(ofPartition),
                Aggregates.set(new Field<>("_id", id), new Field<>("resolution", "$settlement")),
                Aggregates.unset("settlement"),
                Aggregates.merge(COLLECTION)))
        .toCollection();
    former.deleteMany(ofPartition);
  }

  /** How many offsets of a range are unresolved. */
  long countUnresolved(OffsetRange range) {
    long first = firstUnresolved(range, range.start());
    return range.end() - first - collection().countDocuments(between(range, first, range.end()));
  }

  /** The resolved offsets from the first to before the second. */
  Set<Long> offsets(OffsetRange range, long from, long to) {
    return find(range, from, to).map(Resolutions::offset).into(new HashSet<>());
  }

  /** The first unresolved offset from the given one on; the end of the range if there is none. */
  long firstUnresolved(OffsetRange range, long from) {
    String partition = range.topicId() + range.partition();
    long begin = Math.max(range.start(), resolvedBelow.getOrDefault(partition, 0L));
    long next = Math.max(begin, from);
    try (MongoCursor<Document> resolved = find(range, next, range.end()).cursor()) {
      while (resolved.hasNext() && offset(resolved.next()) == next) {
        next++;
      }
    }
    if (from <= begin) {
      resolvedBelow.put(partition, next);
    }
    return next;
  }

  /** The newest resolutions by operators. */
  List<AuditEntry> newest(int limit) {
    return collection()
        .find(exists("at"))
        .sort(Sorts.descending("at"))
        .limit(limit)
        .map(Resolutions::auditEntry)
        .into(new ArrayList<>());
  }

  private static AuditEntry auditEntry(Document resolution) {
    Document id = resolution.get("_id", Document.class);
    return new AuditEntry(
        resolution.getDate("at").toInstant(),
        resolution.getString("by"),
        resolution.getString("resolution"),
        "dead letter of %s %s/%s"
            .formatted(resolution.getString("topic"), id.get("partition"), id.get("offset")),
        resolution.getString("cause"),
        resolution.getString("reason"));
  }

  /** Removes the resolutions of letters that Kafka no longer has. */
  void removeBefore(OffsetRange range) {
    collection().deleteMany(between(range, 0, range.start()));
  }

  private FindIterable<Document> find(OffsetRange range, long from, long to) {
    return collection()
        .find(between(range, from, to))
        .projection(ONLY_ID)
        .sort(Sorts.ascending("_id"));
  }

  private static Bson between(OffsetRange range, long from, long to) {
    return and(gte("_id", id(range, from)), lt("_id", id(range, to)));
  }

  static Document id(OffsetRange range, long offset) {
    return new Document("topic", range.topicId())
        .append("partition", range.partition())
        .append("offset", offset);
  }

  private static long offset(Document resolution) {
    return resolution.get("_id", Document.class).getLong("offset");
  }

  private MongoCollection<Document> collection() {
    return mongo.getCollection(COLLECTION);
  }
}
