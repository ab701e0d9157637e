package com.storefront.benchmarks.publishing;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.storefront.local.servers.LocalServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A contender's application, alone on the servers, with its commands counted. */
final class RunningContender implements AutoCloseable {

  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final Way way;
  private final AtomicLong commands = new AtomicLong();
  private final ConfigurableApplicationContext application;
  private final Contender contender;
  private final Admin admin;

  private RunningContender(Way way, String mongodbUri, String kafka, String... properties) {
    this.way = way;
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
    createTopic();
    this.application =
        new SpringApplicationBuilder(way.application())
            .web(WebApplicationType.NONE)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(MongoClientSettingsBuilderCustomizer.class, this::counting))
            .properties(
                "spring.config.import=classpath:messaging-defaults.yaml",
                "spring.main.banner-mode=off",
                "logging.level.root=warn",
                "spring.application.name=" + way.option(),
                "spring.mongodb.uri=" + mongodbUri,
                "spring.kafka.bootstrap-servers=" + kafka,
                "spring.modulith.events.completion-mode=delete",
                "spring.modulith.events.republish-outstanding-events-on-restart=true",
                "spring.autoconfigure.exclude=" + String.join(",", way.excluded()))
            .properties(properties)
            .run();
    this.contender = application.getBean(Contender.class);
    createCollections();
  }

  /** Those that use transactions would conflict over making them. */
  private void createCollections() {
    var mongo = application.getBean(MongoTemplate.class);
    for (String collection : List.of("parcels", "outbox", "event_publication")) {
      if (!mongo.collectionExists(collection)) {
        mongo.createCollection(collection);
      }
    }
  }

  /** In a database of its own, for which nobody remembers a place to go on from. */
  static RunningContender start(Way way) {
    String database = way.option() + "-" + STARTED.incrementAndGet();
    return start(way, LocalServers.mongodbUri(database), LocalServers.kafkaBootstrapServers());
  }

  /** On servers of another process. */
  static RunningContender start(Way way, String mongodbUri, String kafka, String... properties) {
    return new RunningContender(way, mongodbUri, kafka, properties);
  }

  private MongoClientSettingsBuilderCustomizer counting() {
    return settings ->
        settings.addCommandListener(
            new CommandListener() {
              @Override
              public void commandStarted(CommandStartedEvent event) {
                commands.incrementAndGet();
              }
            });
  }

  private void createTopic() {
    try {
      admin.createTopics(List.of(new NewTopic(Contender.TOPIC, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(refused);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void post(Posted parcel) {
    try {
      contender.post(parcel);
    } catch (Exception e) {
      throw new IllegalStateException(way + " failed", e);
    }
  }

  void postAll(List<Posted> parcels) {
    try {
      contender.postAll(parcels);
    } catch (Exception e) {
      throw new IllegalStateException(way + " failed", e);
    }
  }

  /** Commands that this application has sent to MongoDB so far. */
  long commands() {
    return commands.get();
  }

  /** Records in the topic, whoever wrote them. */
  long published() {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends.put(new TopicPartition(Contender.TOPIC, partition), OffsetSpec.latest());
    }
    try {
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether every event that was accepted is with the broker and cleaned up after. */
  boolean isIdle() {
    return contender.pending() == 0;
  }

  /** Waits until so many records are in the topic and nothing is left to do. */
  void awaitPublished(long records) {
    if (!way.publishes()) {
      return;
    }
    Waiting.until(
        () -> contender.pending() == 0 && published() >= records,
        Duration.ofMillis(5),
        PATIENCE,
        "%d records published by %s".formatted(records, way));
  }

  /** Ends it and throws its data away: the next one starts from nothing. */
  @Override
  public void close() {
    application.getBean(MongoTemplate.class).getDb().drop();
    application.close();
    admin.close();
  }
}
