package com.storefront.benchmarks.variant;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The variants without an outbox: bare writes, and writes with a send that a crash can lose. */
@SpringBootConfiguration
@EnableAutoConfiguration
class PlainVariants {

  @Bean
  Candidate candidate(
      @Value("${spring.application.name}") Variant variant,
      MongoOperations mongo,
      KafkaTemplate<String, byte[]> kafka,
      JsonMapper json) {
    var events = new Events(kafka, json);
    return switch (variant) {
      case BARE_INSERT -> parcel -> mongo.insert(parcel, "parcels");
      case BARE_SEND -> events::sendAndWait;
      case SEND_THEN_SAVE ->
          parcel -> {
            events.sendAndWait(parcel);
            mongo.insert(parcel, "parcels");
          };
      case SAVE_THEN_WAIT ->
          parcel -> {
            mongo.insert(parcel, "parcels");
            events.sendAndWait(parcel);
          };
      case SAVE_THEN_SEND ->
          new Candidate() {
            private final AtomicLong unacknowledged = new AtomicLong();

            @Override
            public void post(ParcelPosted parcel) {
              mongo.insert(parcel, "parcels");
              unacknowledged.incrementAndGet();
              kafka
                  .send(TOPIC, parcel.id(), json.writeValueAsBytes(parcel))
                  .whenComplete((sent, failure) -> unacknowledged.decrementAndGet());
            }

            @Override
            public long pending() {
              return unacknowledged.get();
            }
          };
      default -> throw new IllegalArgumentException(variant.label());
    };
  }

  private record Events(KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
    void sendAndWait(ParcelPosted parcel) throws Exception {
      kafka.send(Candidate.TOPIC, parcel.id(), json.writeValueAsBytes(parcel)).get();
    }
  }
}
