package com.storefront.benchmarks.publishing;

import com.storefront.messaging.outbox.Aggregate;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.Publishes;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** Ours: state and event in one document, and a relay that the writer wakes. */
@SpringBootConfiguration
@EnableAutoConfiguration
class StorefrontOutbox {

  @Bean
  Contender contender(AggregateStore store, MongoOperations mongo) {
    return new Contender() {

      @Override
      public void post(Posted parcel) {
        store.insert(new Parcel(parcel));
      }

      @Override
      public void postAll(List<Posted> parcels) {
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
  @Publishes(topic = Contender.TOPIC, type = "ParcelPosted")
  static final class Parcel extends Aggregate {

    private final String contents;

    Parcel(Posted posted) {
      this(posted.id(), posted.contents());
      registerEvent(posted);
    }

    @PersistenceCreator
    Parcel(String id, String contents) {
      super(id);
      this.contents = contents;
    }

    String contents() {
      return contents;
    }
  }
}
