package com.storefront.benchmarks.publishing;

import static org.awaitility.Awaitility.await;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.storefront.benchmarks.variant.Candidate;
import com.storefront.benchmarks.variant.ParcelPosted;
import com.storefront.benchmarks.variant.Variant;
import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

/** The application of a variant, alone on the servers, with its database commands counted. */
final class RunningCandidate implements AutoCloseable {

  private static final int PARTITIONS = 3;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final Variant variant;
  private final AtomicLong commands = new AtomicLong();
  private final ConfigurableApplicationContext application;
  private final Candidate candidate;
  private final Admin admin;

  /** Starts on the servers of another process. */
  RunningCandidate(Variant variant, String mongodbUri, String kafka, String... properties) {
    this.variant = variant;
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
    createTopic();
    this.application =
        new SpringApplicationBuilder(variant.application())
            .web(WebApplicationType.NONE)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(MongoClientSettingsBuilderCustomizer.class, this::counting))
            .properties(
                "spring.config.import=classpath:messaging-defaults.yaml",
                "spring.main.banner-mode=off",
                "logging.level.root=warn",
                "spring.application.name=" + name(variant),
                "spring.mongodb.uri=" + mongodbUri,
                "spring.kafka.bootstrap-servers=" + kafka,
                "spring.modulith.events.completion-mode=delete",
                "spring.modulith.events.republish-outstanding-events-on-restart=true",
                "spring.autoconfigure.exclude=" + String.join(",", variant.excluded()))
            .properties(properties)
            .run();
    this.candidate = application.getBean(Candidate.class);
    createCollections();
  }

  /** Collections that transactions created would cause write conflicts. */
  private void createCollections() {
    var mongo = application.getBean(MongoTemplate.class);
    for (String collection : List.of("parcels", "outbox", "event_publication")) {
      if (!mongo.collectionExists(collection)) {
        mongo.createCollection(collection);
      }
    }
  }

  /** Starts with a new database, so that no variant resumes an earlier run. */
  static RunningCandidate start(Variant variant) {
    String database = name(variant) + "-" + STARTED.incrementAndGet();
    return new RunningCandidate(
        variant, LocalServers.mongodbUri(database), LocalServers.kafkaBootstrapServers());
  }

  private static String name(Variant variant) {
    return variant.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
      admin.createTopics(List.of(new NewTopic(Candidate.TOPIC, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(refused);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void post(ParcelPosted parcel) {
    try {
      candidate.post(parcel);
    } catch (Exception e) {
      throw new IllegalStateException(variant + " failed", e);
    }
  }

  void postAll(List<ParcelPosted> parcels) throws Exception {
    candidate.postAll(parcels);
  }

  /** Commands that this application has sent to MongoDB. */
  long commands() {
    return commands.get();
  }

  /** Records on the topic, of all variants. */
  long published() {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends.put(new TopicPartition(Candidate.TOPIC, partition), OffsetSpec.latest());
    }
    try {
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether every accepted event is acknowledged by the broker and removed. */
  boolean isIdle() {
    return candidate.pending() == 0;
  }

  /** Waits until so many records are on the topic and no event is pending. */
  void awaitPublished(long records) {
    if (variant.publishes()) {
      await("%d records published by %s".formatted(records, variant))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .atMost(TIMEOUT)
          .until(() -> isIdle() && published() >= records);
    }
  }

  /** Stops the application and drops its database. */
  @Override
  public void close() {
    application.getBean(MongoTemplate.class).getDb().drop();
    application.close();
    admin.close();
  }
}
