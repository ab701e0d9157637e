package com.storefront.benchmarks.variant;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The textbook outbox: state and event in two collections, one transaction, polled. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableScheduling
class SecondCollection {

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

  /** A pending event. */
  record Entry(String id, byte[] event) {}

  record Outbox(
      MongoOperations mongo,
      TransactionTemplate transactions,
      KafkaTemplate<String, byte[]> kafka,
      JsonMapper json)
      implements Candidate {

    private static final int BATCH = 1_000;

    @Override
    public void post(ParcelPosted parcel) {
      byte[] event = json.writeValueAsBytes(parcel);
      transactions.executeWithoutResult(
          status -> {
            mongo.insert(parcel, "parcels");
            mongo.insert(new Entry(parcel.id(), event), OUTBOX);
          });
    }

    @Scheduled(fixedDelay = 500)
    void publish() {
      List<Entry> entries;
      do {
        entries = mongo.find(oldest(), Entry.class, OUTBOX);
        var sent = new ArrayList<CompletableFuture<?>>();
        entries.forEach(entry -> sent.add(kafka.send(TOPIC, entry.id(), entry.event())));
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        List<String> ids = entries.stream().map(Entry::id).toList();
        mongo.remove(Query.query(Criteria.where("_id").in(ids)), OUTBOX);
      } while (entries.size() == BATCH);
    }

    private static Query oldest() {
      return new Query().with(Sort.by("$natural")).limit(BATCH);
    }

    @Override
    public long pending() {
      return mongo.count(new Query().limit(1), OUTBOX);
    }
  }
}
