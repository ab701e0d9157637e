package com.storefront.benchmarks.publishing;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Send, wait for the broker, save: a crash in between tells of what never was. */
@SpringBootConfiguration
@EnableAutoConfiguration
class SendThenSave {

  @Bean
  Contender contender(MongoOperations mongo, KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
    return parcel -> {
      kafka.send(Contender.TOPIC, parcel.id(), json.writeValueAsBytes(parcel)).get();
      mongo.insert(parcel, "parcels");
    };
  }
}
