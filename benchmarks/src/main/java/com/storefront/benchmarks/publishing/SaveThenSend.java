package com.storefront.benchmarks.publishing;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Save, send, hope: what the 2021 demo did. */
@SpringBootConfiguration
@EnableAutoConfiguration
class SaveThenSend {

  @Bean
  Contender contender(MongoOperations mongo, KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
    var underway = new AtomicLong();
    return new Contender() {

      @Override
      public void post(Posted parcel) {
        mongo.insert(parcel, "parcels");
        underway.incrementAndGet();
        kafka
            .send(TOPIC, parcel.id(), json.writeValueAsBytes(parcel))
            .whenComplete((sent, failure) -> underway.decrementAndGet());
      }

      @Override
      public long pending() {
        return underway.get();
      }
    };
  }
}
