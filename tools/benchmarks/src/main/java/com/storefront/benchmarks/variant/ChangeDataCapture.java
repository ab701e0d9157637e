package com.storefront.benchmarks.variant;

import io.debezium.connector.mongodb.MongoDbConnector;
import io.debezium.connector.mongodb.transforms.outbox.MongoEventRouter;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.KafkaOffsetBackingStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * State and event in two collections, one transaction. The embedded Debezium connector for MongoDB
 * reads the changes of the outbox collection with its outbox transformation, and stores its offset
 * in Kafka.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
class ChangeDataCapture {

  private static final String OUTBOX = "outbox";

  @Bean
  Outbox candidate(
      MongoOperations mongo,
      MongoDatabaseFactory database,
      KafkaTemplate<String, byte[]> kafka,
      JsonMapper json) {
    var transactions = new TransactionTemplate(new MongoTransactionManager(database));
    return new Outbox(mongo, transactions, kafka, json);
  }

  @Bean(destroyMethod = "close")
  DebeziumEngine<?> engine(
      Outbox outbox,
      @Value("${spring.mongodb.uri}") String mongodbUri,
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers) {
    var engine =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
            .using(settings(mongodbUri, bootstrapServers))
            .notifying(outbox::publish)
            .build();
    new Thread(engine, "debezium").start();
    return engine;
  }

  private static Properties settings(String mongodbUri, String bootstrapServers) {
    String database = mongodbUri.replaceFirst("^.*/([^/?]+)(\\?.*)?$", "$1");
    var settings = new Properties();
    settings.setProperty("name", "parcels-of-" + database);
    settings.setProperty("connector.class", MongoDbConnector.class.getName());
    settings.setProperty("mongodb.connection.string", mongodbUri);
    settings.setProperty("topic.prefix", database);
    settings.setProperty("collection.include.list", database + "." + OUTBOX);
    settings.setProperty("skipped.operations", "u,d,t");
    settings.setProperty("tombstones.on.delete", "false");
    settings.setProperty("poll.interval.ms", "5");
    settings.setProperty("transforms", "outbox");
    settings.setProperty("transforms.outbox.type", MongoEventRouter.class.getName());
    settings.setProperty("transforms.outbox.route.topic.replacement", Candidate.TOPIC);
    settings.setProperty("offset.storage", KafkaOffsetBackingStore.class.getName());
    settings.setProperty("offset.storage.topic", "debezium-offsets-of-" + database);
    settings.setProperty("offset.storage.partitions", "1");
    settings.setProperty("offset.storage.replication.factor", "1");
    settings.setProperty("offset.flush.interval.ms", "1000");
    settings.setProperty("bootstrap.servers", bootstrapServers);
    return settings;
  }

  /** The format of "MongoDB Outbox Event Router" in the manual of Debezium. */
  @org.springframework.data.mongodb.core.mapping.Document(OUTBOX)
  record Entry(String id, String aggregatetype, String aggregateid, String type, String payload) {}

  record Outbox(
      MongoOperations mongo,
      TransactionTemplate transactions,
      KafkaTemplate<String, byte[]> kafka,
      JsonMapper json)
      implements Candidate {

    @Override
    public void post(ParcelPosted parcel) {
      var entry =
          new Entry(
              parcel.id(), "parcel", parcel.id(), "ParcelPosted", json.writeValueAsString(parcel));
      transactions.executeWithoutResult(
          status -> {
            mongo.insert(parcel, "parcels");
            mongo.insert(entry);
          });
    }

    void publish(
        List<RecordChangeEvent<SourceRecord>> events,
        RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
        throws InterruptedException {
      var sent = new ArrayList<CompletableFuture<?>>();
      var ids = new ArrayList<String>();
      for (RecordChangeEvent<SourceRecord> event : events) {
        SourceRecord routed = event.record();
        if (routed.value() instanceof String payload) {
          String id = (String) routed.key();
          sent.add(kafka.send(routed.topic(), id, payload.getBytes(StandardCharsets.UTF_8)));
          ids.add(id);
        }
      }
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
      mongo.remove(Query.query(Criteria.where("_id").in(ids)), OUTBOX);
      for (RecordChangeEvent<SourceRecord> event : events) {
        committer.markProcessed(event);
      }
      committer.markBatchFinished();
    }

    @Override
    public long pending() {
      return mongo.count(new Query().limit(1), OUTBOX);
    }
  }
}
