package com.storefront.benchmarks.variant;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The event publication registry of Spring Modulith in MongoDB, externalized to Kafka. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableTransactionManagement
@EnableAsync
class SpringModulith {

  @Bean
  Candidate candidate(
      MongoOperations mongo,
      PlatformTransactionManager transactionManager,
      ApplicationEventPublisher events) {
    var transactions = new TransactionTemplate(transactionManager);
    return new Candidate() {

      @Override
      public void post(ParcelPosted parcel) {
        transactions.executeWithoutResult(
            status -> {
              mongo.insert(parcel, "parcels");
              events.publishEvent(parcel);
            });
      }

      @Override
      public long pending() {
        return mongo.count(new Query().limit(1), "event_publication");
      }
    };
  }
}
