package com.storefront.benchmarks.publishing;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;

/** The floor: the state is saved, and nobody is told. */
@SpringBootConfiguration
@EnableAutoConfiguration
class BareInsert {

  @Bean
  Contender contender(MongoOperations mongo) {
    return parcel -> mongo.insert(parcel, "parcels");
  }
}
