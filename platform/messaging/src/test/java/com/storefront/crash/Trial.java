package com.storefront.crash;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.storefront.messaging.Polling;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import com.storefront.messaging.outbox.PendingOutboxes;
import com.storefront.messaging.outbox.RelayLease;
import com.storefront.servers.ChildProcess;
import com.storefront.servers.KafkaServer;
import com.storefront.servers.LocalServers;
import com.storefront.servers.PidFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * One run of the service with its own database, which ends by itself or by a halt, and a second run
 * without hooks until all work is done.
 */
final class Trial implements AutoCloseable {

  private static final Duration RUN_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(2);
  private static final List<String> TOPICS =
      List.of(Train.TOPIC, Train.TOPIC + DeadLetter.TOPIC_SUFFIX);
  private static final long ALL = -1;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String name = "railway-" + NUMBERS.incrementAndGet();
  private final Path folder;
  private final QuickJvm jvm;
  private final Journal journal;
  private final String kafka;
  private final Admin admin;
  private final MongoClient client = MongoClients.create(LocalServers.mongodbUri(name));
  private final MongoDatabase database = client.getDatabase(name);

  /**
   * @param folder for journals and logs
   * @param jvm of the service
   * @param kafka used by no other trial at the same time
   */
  Trial(Path folder, QuickJvm jvm, KafkaServer kafka) throws Exception {
    this.folder = folder;
    this.kafka = kafka.bootstrapServers();
    this.admin = Admin.create(Map.of("bootstrap.servers", this.kafka));
    this.jvm = jvm;
    this.journal = new Journal(folder.resolve(name + ".journal"));
    emptyTopics();
  }

  /** Keeps the topics, because creating them takes a second. */
  private void emptyTopics() throws Exception {
    var topics = admin.listTopics().names().get();
    topics.retainAll(TOPICS);
    var all = new HashMap<TopicPartition, RecordsToDelete>();
    for (TopicPartition partition : partitions(topics)) {
      all.put(partition, RecordsToDelete.beforeOffset(ALL));
    }
    admin.deleteRecords(all).all().get();
  }

  /** The service must then create them. */
  void removeTopics() throws Exception {
    var topics = admin.listTopics().names().get();
    topics.retainAll(TOPICS);
    admin.deleteTopics(topics).all().get();
  }

  Journal journal() {
    return journal;
  }

  /**
   * Runs until the given point, or to the end.
   *
   * @param haltAt name of the point; empty to halt at none
   * @throws AssertionError if the run ended otherwise
   */
  void run(Variant variant, String haltAt) {
    var command = new ArrayList<>(jvm.command(RailwayProcess.class));
    command.addAll(settings());
    command.add("--crash.variant=" + variant);
    command.add("--crash.journal=" + journal.file());
    command.add("--crash.point=" + haltAt);
    var process =
        new ChildProcess(
            name,
            command,
            Map.of(),
            folder.resolve(name + ".log"),
            new PidFile(folder.resolve(name + ".pid"), journal.file().toString()));
    process.start();
    try {
      if (!Polling.await(RUN_TIMEOUT, () -> !process.isAlive())) {
        throw new AssertionError("The process does not end:\n" + process.logTail());
      }
    } finally {
      process.kill();
    }
    boolean isComplete = journal.isComplete();
    if (haltAt.isEmpty() ? !isComplete : !journal.passed().contains(haltAt)) {
      throw new AssertionError(
          "%s, reached the end: %s\n%s".formatted(haltAt, isComplete, process.logTail()));
    }
  }

  private List<String> settings() {
    return List.of(
        "--spring.application.name=" + name,
        "--spring.mongodb.uri=" + LocalServers.mongodbUri(name),
        "--spring.kafka.bootstrap-servers=" + kafka,
        "--spring.kafka.producer.properties.max.request.size=16384",
        "--spring.kafka.consumer.fetch-max-wait=50ms",
        "--spring.kafka.consumer.properties.session.timeout.ms=6000",
        "--spring.kafka.consumer.properties.heartbeat.interval.ms=1000",
        "--spring.main.banner-mode=off",
        "--storefront.outbox.lease=500ms",
        "--storefront.outbox.batch-size=4",
        "--storefront.timers.poll-interval=20ms",
        "--storefront.timers.lease=500ms");
  }

  /**
   * Starts the service again until all work is done. The result is checked by {@link Verification}.
   */
  void recover() throws Exception {
    removeDeadMembers();
    var service =
        new SpringApplicationBuilder(Railway.class).run(settings().toArray(String[]::new));
    try {
      // In the order of the work: a timer fills an outbox, which becomes a record.
      if (!Polling.await(RECOVERY_TIMEOUT, () -> due() == 0 && pending() == 0 && unread() == 0)) {
        throw new AssertionError(
            "%d trains have unpublished events, %d have due timers, %d records are unread; %s; %s"
                .formatted(pending(), due(), unread(), leases(), relayStacks()));
      }
    } finally {
      service.close();
    }
  }

  /** The broker does this when their session has timed out. */
  private void removeDeadMembers() throws Exception {
    try {
      admin
          .removeMembersFromConsumerGroup(name, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    } catch (ExecutionException noMember) {
      // The process ended before it joined, or has left.
    }
  }

  private List<Document> leases() {
    return database.getCollection(RelayLease.COLLECTION).find().into(new ArrayList<>());
  }

  private static List<String> relayStacks() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("outbox-relay"))
        .map(thread -> thread.getKey() + " " + List.of(thread.getValue()))
        .toList();
  }

  private long pending() {
    return database.getCollection(Train.COLLECTION).countDocuments(PendingOutboxes.IS_PUBLISHABLE);
  }

  private long due() {
    return database
        .getCollection(Train.COLLECTION)
        .countDocuments(
            Filters.and(
                Filters.eq("timers.name", Train.DEPARTURE),
                Filters.lte("timers.at", Date.from(Instant.now()))));
  }

  /** Returns the number of records that were not consumed. An empty partition has no offset. */
  private long unread() {
    try {
      var committed = admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get();
      var begins = offsets(OffsetSpec.earliest());
      return offsets(OffsetSpec.latest()).entrySet().stream()
          .mapToLong(
              end -> {
                var read = committed.get(end.getKey());
                return end.getValue() - (read == null ? begins.get(end.getKey()) : read.offset());
              })
          .sum();
    } catch (ExecutionException | InterruptedException noAnswer) {
      return -1;
    }
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec which)
      throws ExecutionException, InterruptedException {
    var wanted = new HashMap<TopicPartition, OffsetSpec>();
    for (TopicPartition partition : partitions(List.of(Train.TOPIC))) {
      wanted.put(partition, which);
    }
    var offsets = new HashMap<TopicPartition, Long>();
    admin
        .listOffsets(wanted)
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private List<TopicPartition> partitions(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .toList();
  }

  Verification verification() {
    return new Verification(journal, database, kafka);
  }

  @Override
  public void close() {
    database.drop();
    client.close();
    admin.close();
  }
}
