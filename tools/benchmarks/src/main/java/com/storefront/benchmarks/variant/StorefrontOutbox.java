package com.storefront.benchmarks.variant;

import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.outbox.Publishes;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** The outbox of this project: state and event in one document. */
@SpringBootConfiguration
@EnableAutoConfiguration
class StorefrontOutbox {

  @Bean
  Candidate candidate(
      @Value("${spring.application.name}") Variant variant,
      AggregateStore store,
      MongoOperations mongo) {
    if (!variant.publishes()) {
      return parcel -> store.insert(new Parcel(parcel.id(), parcel.contents()));
    }
    return new Candidate() {

      @Override
      public void post(ParcelPosted parcel) {
        store.insert(new Parcel(parcel));
      }

      @Override
      public void postAll(List<ParcelPosted> parcels) {
        store.insertAll(parcels.stream().map(Parcel::new).toList());
      }

      @Override
      public long pending() {
        return mongo.count(
            Query.query(Criteria.where("outbox.at").exists(true)).limit(1), Parcel.class);
      }
    };
  }

  @Document("parcels")
  @Publishes(topic = Candidate.TOPIC, type = "ParcelPosted")
  static final class Parcel extends Aggregate {

    private final String contents;

    Parcel(ParcelPosted posted) {
      this(posted.id(), posted.contents());
      registerEvent(posted);
    }

    @PersistenceCreator
    Parcel(String id, String contents) {
      super(id);
      this.contents = contents;
    }
  }
}
