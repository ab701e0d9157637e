package com.storefront.crash;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.storefront.local.servers.ChildProcess;
import com.storefront.local.servers.KafkaServer;
import com.storefront.local.servers.LocalServers;
import com.storefront.local.servers.PidFile;
import com.storefront.messaging.Patience;
import com.storefront.messaging.deadletter.DeadLetters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * One life of the service in a world of its own, ended by a halt or by itself, and the life after
 * it, without a hook, until nothing is left to do.
 */
final class Trial implements AutoCloseable {

  private static final Duration LIFE = Duration.ofMinutes(3);
  private static final Duration RECOVERY = Duration.ofMinutes(2);
  private static final List<String> TOPICS = List.of(Train.TOPIC, Train.TOPIC + DeadLetters.SUFFIX);
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
   * @param jvm to live in
   * @param kafka for this trial alone as long as it lasts
   */
  Trial(Path folder, QuickJvm jvm, KafkaServer kafka) throws Exception {
    this.folder = folder;
    this.kafka = kafka.bootstrapServers();
    this.admin = Admin.create(Map.of("bootstrap.servers", this.kafka));
    this.jvm = jvm;
    this.journal = new Journal(folder.resolve(name + ".journal"));
    emptyTopics();
  }

  /** Keeps the topics themselves: making them anew costs a second. */
  private void emptyTopics() throws Exception {
    var topics = admin.listTopics().names().get();
    topics.retainAll(TOPICS);
    var all = new HashMap<TopicPartition, RecordsToDelete>();
    for (TopicPartition partition : partitions(topics)) {
      all.put(partition, RecordsToDelete.beforeOffset(ALL));
    }
    admin.deleteRecords(all).all().get();
  }

  /** So that the service has to make them. */
  void removeTopics() throws Exception {
    var topics = admin.listTopics().names().get();
    topics.retainAll(TOPICS);
    admin.deleteTopics(topics).all().get();
  }

  Journal journal() {
    return journal;
  }

  /**
   * Lives until the given point, or to the end.
   *
   * @throws AssertionError if that was not how it ended
   */
  void live(Variant variant, String haltAt) {
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
      if (!Patience.await(LIFE, () -> !process.isAlive())) {
        throw new AssertionError("does not end:\n" + process.lastWords());
      }
    } finally {
      process.kill();
    }
    boolean isWhole = journal.isWhole();
    if (haltAt.isEmpty() ? !isWhole : !journal.passed().contains(haltAt)) {
      throw new AssertionError(
          "%s, reached the end: %s\n%s".formatted(haltAt, isWhole, process.lastWords()));
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
        "--storefront.outbox.batch=4",
        "--storefront.outbox.removal-delay=250ms");
  }

  /**
   * Starts the service again and lets it do what is left to do. What became of it the {@link Judge}
   * says; here it only ends.
   */
  void recover() throws Exception {
    expelTheDead();
    var service =
        new SpringApplicationBuilder(Railway.class).run(settings().toArray(String[]::new));
    try {
      if (!Patience.await(RECOVERY, () -> pending() == 0 && unread() == 0)) {
        throw new AssertionError(
            "%d trains still have something to tell, %d records are unread"
                .formatted(pending(), unread()));
      }
    } finally {
      service.close();
    }
  }

  /** As the broker does it when their session has timed out. */
  private void expelTheDead() throws Exception {
    try {
      admin
          .removeMembersFromConsumerGroup(name, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    } catch (ExecutionException nobody) {
      // It died before it joined, or left in order.
    }
  }

  private long pending() {
    return database
        .getCollection("trains")
        .countDocuments(Filters.elemMatch("outbox", Filters.exists("parked", false)));
  }

  /** What the service has still to read. A partition may be empty and never have been read. */
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

  Judge judge() {
    return new Judge(journal, database, kafka);
  }

  @Override
  public void close() {
    database.drop();
    client.close();
    admin.close();
  }
}
