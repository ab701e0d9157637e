package com.storefront.benchmarks.publishing;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The other floor: the event is sent and acknowledged, and nothing is saved. */
@SpringBootConfiguration
@EnableAutoConfiguration
class BareSend {

  @Bean
  Contender contender(KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
    return parcel -> kafka.send(Contender.TOPIC, parcel.id(), json.writeValueAsBytes(parcel)).get();
  }
}
