package com.storefront.benchmarks.publishing;

import io.debezium.connector.mongodb.MongoDbConnector;
import io.debezium.connector.mongodb.transforms.outbox.MongoEventRouter;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * State and event in two collections, one transaction; Debezium's MongoDB connector with its outbox
 * transformation, embedded, reads the second one's changes and remembers its place in Kafka.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
class ChangeDataCapture {

  private static final String OUTBOX = "outbox";

  @Bean
  TransactionTemplate transactions(MongoDatabaseFactory database) {
    return new TransactionTemplate(new MongoTransactionManager(database));
  }

  @Bean(destroyMethod = "close")
  Outbox contender(
      MongoOperations mongo,
      TransactionTemplate transactions,
      KafkaTemplate<String, byte[]> kafka,
      JsonMapper json,
      @Value("${spring.mongodb.uri}") String mongodbUri,
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers) {
    return new Outbox(
        mongo,
        transactions,
        kafka,
        json,
        settings(mongodbUri, mongo.getCollectionName(Entry.class), bootstrapServers));
  }

  private static Properties settings(
      String mongodbUri, String collection, String bootstrapServers) {
    String database = mongodbUri.replaceFirst("^.*/([^/?]+)(\\?.*)?$", "$1");
    var settings = new Properties();
    settings.setProperty("name", "parcels-of-" + database);
    settings.setProperty("connector.class", MongoDbConnector.class.getName());
    settings.setProperty("mongodb.connection.string", mongodbUri);
    settings.setProperty("topic.prefix", database);
    settings.setProperty("collection.include.list", database + "." + collection);
    settings.setProperty("skipped.operations", "u,d,t");
    settings.setProperty("tombstones.on.delete", "false");
    settings.setProperty("poll.interval.ms", "5");
    settings.setProperty("transforms", "outbox");
    settings.setProperty("transforms.outbox.type", MongoEventRouter.class.getName());
    settings.setProperty("transforms.outbox.route.topic.replacement", Contender.TOPIC);
    settings.setProperty("offset.storage", KafkaOffsetBackingStore.class.getName());
    settings.setProperty("offset.storage.topic", "debezium-offsets-of-" + database);
    settings.setProperty("offset.storage.partitions", "1");
    settings.setProperty("offset.storage.replication.factor", "1");
    settings.setProperty("offset.flush.interval.ms", "1000");
    settings.setProperty("bootstrap.servers", bootstrapServers);
    return settings;
  }

  /** What the transformation expects: see "MongoDB Outbox Event Router" in Debezium's manual. */
  @org.springframework.data.mongodb.core.mapping.Document(OUTBOX)
  record Entry(String id, String aggregatetype, String aggregateid, String type, String payload) {}

  static final class Outbox implements Contender, AutoCloseable {

    private final MongoOperations mongo;
    private final TransactionTemplate transactions;
    private final KafkaTemplate<String, byte[]> kafka;
    private final JsonMapper json;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    Outbox(
        MongoOperations mongo,
        TransactionTemplate transactions,
        KafkaTemplate<String, byte[]> kafka,
        JsonMapper json,
        Properties settings) {
      this.mongo = mongo;
      this.transactions = transactions;
      this.kafka = kafka;
      this.json = json;
      this.engine =
          DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
              .using(settings)
              .notifying(this::publish)
              .build();
      thread.execute(engine);
    }

    @Override
    public void post(Posted parcel) {
      var entry =
          new Entry(
              parcel.id(), "parcel", parcel.id(), "ParcelPosted", json.writeValueAsString(parcel));
      transactions.executeWithoutResult(
          status -> {
            mongo.insert(parcel, "parcels");
            mongo.insert(entry);
          });
    }

    private void publish(
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

    @Override
    public void close() throws IOException {
      engine.close();
      thread.shutdown();
    }
  }
}
