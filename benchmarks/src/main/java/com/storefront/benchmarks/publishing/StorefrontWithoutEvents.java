package com.storefront.benchmarks.publishing;

import com.storefront.benchmarks.publishing.StorefrontOutbox.Parcel;
import com.storefront.messaging.outbox.AggregateStore;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Our store when there is nothing to tell: what its way to write is worth by itself. */
@SpringBootConfiguration
@EnableAutoConfiguration
class StorefrontWithoutEvents {

  @Bean
  Contender contender(AggregateStore store) {
    return parcel -> store.insert(new Parcel(parcel.id(), parcel.contents()));
  }
}
