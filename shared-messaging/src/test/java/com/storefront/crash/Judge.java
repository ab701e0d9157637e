package com.storefront.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoDatabase;
import com.storefront.crash.Journal.Change;
import com.storefront.messaging.deadletter.DeadLetters;
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

/** Compares what was asked for and answered with what is stored, published and applied. */
final class Judge {

  private final Journal journal;
  private final MongoDatabase database;
  private final String kafka;
  private final List<String> violations = new ArrayList<>();

  Judge(Journal journal, MongoDatabase database, String kafka) {
    this.journal = journal;
    this.database = database;
    this.kafka = kafka;
  }

  /** Each by the train and what is wrong with it; none if every promise was kept. */
  List<String> violations() {
    Map<String, Document> trains = documents("trains");
    Map<String, Document> boards = documents(Board.COLLECTION);
    Map<String, List<ConsumerRecord<String, String>>> published = records(Train.TOPIC);
    Map<String, TreeMap<Long, Change>> intended = new LinkedHashMap<>();
    journal
        .intended()
        .forEach(
            change ->
                intended
                    .computeIfAbsent(change.id(), id -> new TreeMap<>())
                    .put(change.version(), change));
    Map<String, Long> answered = new HashMap<>();
    journal.answered().forEach(change -> answered.put(change.id(), change.version()));

    trains.keySet().stream()
        .filter(id -> !intended.containsKey(id))
        .forEach(id -> violations.add(id + " is a ghost"));
    intended.forEach(
        (id, changes) -> {
          Document train = trains.get(id);
          long version = train == null ? 0 : train.getLong("version");
          if (version < answered.getOrDefault(id, 0L)) {
            violations.add("%s lost an answered change after %d".formatted(id, version));
          }
          if (train != null) {
            judgeState(train, changes.get(version));
          }
          List<String> told =
              changes.headMap(version, true).values().stream()
                  .filter(Change::told)
                  .map(change -> change.version() + " " + change.stop())
                  .toList();
          judgePublished(id, told, published.getOrDefault(id, List.of()));
          judgeEffects(id, told, boards.get(id));
        });
    boards.keySet().stream()
        .filter(id -> !trains.containsKey(id))
        .forEach(id -> violations.add(id + " is on the board and never was"));
    return violations;
  }

  private void judgeState(Document train, Change last) {
    String id = train.getString("_id");
    if (last == null || !last.stop().equals(train.getString("stop"))) {
      violations.add("%s is where nobody sent it".formatted(id));
    }
    List<Document> outbox = train.getList("outbox", Document.class, List.of());
    boolean isSettled =
        id.equals(Timetable.OVERSIZED)
            ? outbox.size() == 1 && outbox.get(0).containsKey("parked")
            : outbox.isEmpty();
    if (!isSettled) {
      violations.add("%s still has in its outbox %s".formatted(id, outbox));
    }
  }

  /** All of it and nothing else, and when first seen in order; what repeats is the same. */
  private void judgePublished(
      String id, List<String> told, List<ConsumerRecord<String, String>> records) {
    List<String> published =
        records.stream()
            .map(
                each ->
                    new String(each.headers().lastHeader("ce_sequence").value(), UTF_8)
                        + " "
                        + Document.parse(each.value()).getString("stop"))
            .distinct()
            .toList();
    List<String> expected = id.equals(Timetable.OVERSIZED) ? List.of() : told;
    if (!published.equals(expected)) {
      violations.add("%s told %s instead of %s".formatted(id, published, expected));
    }
  }

  private void judgeEffects(String id, List<String> told, Document board) {
    List<String> effects =
        board == null
            ? List.of()
            : board.getList("stops", Document.class, List.of()).stream()
                .map(stop -> stop.getLong("sequence") + " " + stop.getString("stop"))
                .toList();
    boolean isSetAside = id.equals(Timetable.UNBELIEVED) || id.equals(Timetable.OVERSIZED);
    List<String> expected = isSetAside ? List.of() : told;
    if (!effects.equals(expected)) {
      violations.add("%s has on its board %s instead of %s".formatted(id, effects, expected));
    }
    if (id.equals(Timetable.UNBELIEVED)
        && !told.isEmpty()
        && !records(Train.TOPIC + DeadLetters.SUFFIX).containsKey(id)) {
      violations.add(id + " is neither applied nor set aside");
    }
  }

  private Map<String, Document> documents(String collection) {
    Map<String, Document> documents = new LinkedHashMap<>();
    database.getCollection(collection).find().forEach(it -> documents.put(it.getString("_id"), it));
    return documents;
  }

  /** Everything on a topic, by key. */
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
