package com.storefront.benchmarks.publishing;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Save, send, wait for the broker: a crash in between loses the event. */
@SpringBootConfiguration
@EnableAutoConfiguration
class SaveThenWait {

  @Bean
  Contender contender(MongoOperations mongo, KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
    return parcel -> {
      mongo.insert(parcel, "parcels");
      kafka.send(Contender.TOPIC, parcel.id(), json.writeValueAsBytes(parcel)).get();
    };
  }
}
