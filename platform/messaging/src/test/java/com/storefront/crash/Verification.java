package com.storefront.crash;

import com.mongodb.client.MongoDatabase;
import com.storefront.crash.Journal.Change;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;

/** Compares the requested and the answered changes with what is stored, published and applied. */
final class Verification {

  private final Journal journal;
  private final MongoDatabase database;
  private final String kafka;
  private final List<String> violations = new ArrayList<>();

  Verification(Journal journal, MongoDatabase database, String kafka) {
    this.journal = journal;
    this.database = database;
    this.kafka = kafka;
  }

  /** Returns a line for each violation of a guarantee. */
  List<String> violations() {
    Map<String, Document> trains = documents(Train.COLLECTION);
    Map<String, Document> boards = documents(Board.COLLECTION);
    Map<String, List<ConsumerRecord<String, String>>> published = records(Train.TOPIC);
    Map<String, TreeMap<Long, Change>> requested = new LinkedHashMap<>();
    journal
        .requested()
        .forEach(
            change ->
                requested
                    .computeIfAbsent(change.id(), id -> new TreeMap<>())
                    .put(change.version(), change));
    Map<String, Long> answered = new HashMap<>();
    journal.answered().forEach(change -> answered.put(change.id(), change.version()));

    verifyUnreadable(trains.remove(Workload.UNREADABLE));
    trains.keySet().stream()
        .filter(id -> !requested.containsKey(id))
        .forEach(id -> violations.add(id + " was never requested"));
    requested.forEach(
        (id, changes) -> {
          Document train = trains.get(id);
          long version = train == null ? 0 : train.getLong("version");
          if (version < answered.getOrDefault(id, 0L)) {
            violations.add("%s lost an answered change after %d".formatted(id, version));
          }
          if (train != null) {
            verifyState(train, changes.get(version));
          }
          List<String> events =
              changes.headMap(version, true).values().stream()
                  .filter(Change::hasEvent)
                  .map(change -> change.version() + " " + change.stop())
                  .toList();
          verifyPublished(id, events, published.getOrDefault(id, List.of()));
          verifyEffects(id, events, boards.get(id));
        });
    boards.keySet().stream()
        .filter(id -> !trains.containsKey(id))
        .forEach(id -> violations.add(id + " is on the board and was never stored"));
    return violations;
  }

  private void verifyState(Document train, Change last) {
    String id = train.getString("_id");
    if (last == null || !last.stop().equals(train.getString("stop"))) {
      violations.add("%s is at a stop that was not requested".formatted(id));
    }
    if (id.equals(Workload.SCHEDULED)
        && (train.getLong("version") != 2 || train.containsKey("timers"))) {
      violations.add("%s did not depart once: %s".formatted(id, train));
    }
    List<Document> outbox = train.getList("outbox", Document.class, List.of());
    boolean isPublished =
        id.equals(Workload.OVERSIZED)
            ? outbox.size() == 1 && outbox.get(0).containsKey("parked")
            : outbox.isEmpty();
    if (!isPublished) {
      violations.add("%s still has in its outbox %s".formatted(id, outbox));
    }
  }

  private void verifyUnreadable(Document train) {
    if (train != null && !train.getList("outbox", Document.class).get(0).containsKey("parked")) {
      violations.add("an unreadable outbox is not marked");
    }
  }

  /** All events and no others, at their first appearance in order. A repeated event is the same. */
  private void verifyPublished(
      String id, List<String> events, List<ConsumerRecord<String, String>> records) {
    List<String> published =
        records.stream()
            .map(
                each ->
                    EventHeaders.get(each.headers(), EventHeaders.SEQUENCE)
                        + " "
                        + Document.parse(each.value()).getString("stop"))
            .distinct()
            .toList();
    List<String> expected = id.equals(Workload.OVERSIZED) ? List.of() : events;
    if (!published.equals(expected)) {
      violations.add("%s published %s instead of %s".formatted(id, published, expected));
    }
  }

  private void verifyEffects(String id, List<String> events, Document board) {
    List<String> effects =
        board == null
            ? List.of()
            : board.getList("stops", Document.class, List.of()).stream()
                .map(stop -> stop.getLong("sequence") + " " + stop.getString("stop"))
                .toList();
    boolean isWithoutEffect = id.equals(Workload.REJECTED) || id.equals(Workload.OVERSIZED);
    List<String> expected = isWithoutEffect ? List.of() : events;
    if (!effects.equals(expected)) {
      violations.add("%s has on its board %s instead of %s".formatted(id, effects, expected));
    }
    if (id.equals(Workload.REJECTED)
        && !events.isEmpty()
        && !records(Train.TOPIC + DeadLetter.TOPIC_SUFFIX).containsKey(id)) {
      violations.add(id + " is neither applied nor a dead letter");
    }
  }

  private Map<String, Document> documents(String collection) {
    Map<String, Document> documents = new LinkedHashMap<>();
    database.getCollection(collection).find().forEach(it -> documents.put(it.getString("_id"), it));
    return documents;
  }

  /** Returns all records of a topic by key. */
  private Map<String, List<ConsumerRecord<String, String>>> records(String topic) {
    Map<String, List<ConsumerRecord<String, String>>> records = new HashMap<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "fetch.max.wait.ms", "10"),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record ->
                    records.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record));
      }
    }
    return records;
  }
}
