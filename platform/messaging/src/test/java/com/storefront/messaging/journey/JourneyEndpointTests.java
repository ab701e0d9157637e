package com.storefront.messaging.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.Parcel;
import com.storefront.messaging.journey.Journey.FailingTimer;
import com.storefront.messaging.journey.Journey.Pending;
import com.storefront.messaging.journey.Journey.Source;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.core.MongoOperations;

@SpringBootTest(properties = "spring.mongodb.database=journeys")
class JourneyEndpointTests {

  private static final Date AT = new Date(1_795_229_296_619L);

  @Autowired JourneyEndpoint endpoint;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  private final String id = UUID.randomUUID().toString();

  @Test
  void showsTheNewestEventOfADocument() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    store.update(parcel.moveTo("Bergen"));
    store.update(parcel.weigh(7));

    Source source = await().until(this::source, it -> it.pending().isEmpty());

    assertThat(source.topic()).isEqualTo(Parcel.TOPIC);
    assertThat(source.version()).isEqualTo(3);
    assertThat(source.sequence()).isEqualTo(2);
    assertThat(source.eventId()).isNotNull();
    assertThat(source.eventAt()).isNotNull();
    assertThat(source.failingTimers()).isEmpty();
  }

  @Test
  void showsWhatIsPendingAndFailsAlsoInADamagedDocument() {
    store.insert(Parcel.withoutEvent(id, "Oslo"));
    mongo
        .getCollection("parcels")
        .updateOne(
            Filters.eq("_id", id),
            Updates.combine(
                Updates.set(
                    "outbox",
                    List.of(
                        new Document("parked", "too large"),
                        new Document("sequence", 2L).append("at", AT).append("payload", "secret"),
                        "damaged")),
                Updates.set(
                    "timers",
                    List.of(
                        new Document("name", "inspection").append("at", AT),
                        new Document("name", "clearance")
                            .append("at", AT)
                            .append("failure", "closed")))));

    Source source = source();

    assertThat(source.sequence()).isNull();
    assertThat(source.pending())
        .containsExactly(
            new Pending(null, null, "too large"), new Pending(2L, AT.toInstant(), null));
    assertThat(source.failingTimers())
        .containsExactly(new FailingTimer("clearance", AT.toInstant(), "closed"));
  }

  @Test
  void knowsNothingOfAnotherId() {
    assertThat(endpoint.journey("unknown").sources()).isEmpty();
  }

  private Source source() {
    return endpoint.journey(id).sources().get(0);
  }
}
