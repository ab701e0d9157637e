package com.storefront.messaging.follower;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.mongodb.MongoSocketException;
import com.storefront.messaging.deadletter.DeadLetters;
import com.storefront.messaging.outbox.Parcel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What becomes of a batch that is delivered again and again. */
class FailingBatchTests {

  private final Shelf shelf = new Shelf();
  private final DeadLetters deadLetters = mock();
  private final AtomicBoolean databaseAnswers = new AtomicBoolean(true);
  private final FollowedTopic<Parcel.Moved> followed =
      new FollowedTopic<>(
          shelf,
          FactReader.of(shelf),
          deadLetters,
          new ContinuedTraces(Tracer.NOOP, Propagator.NOOP),
          new SimpleMeterRegistry().timer("delay"),
          Clock.systemUTC(),
          databaseAnswers::get,
          5);

  private final ConsumerRecord<String, byte[]> unreadable = event("1", "{ not json");

  @Test
  void setsTheUnreadableAsideOnceHoweverOftenTheOthersFail() {
    shelf.passingFaults.set(3);
    List<ConsumerRecord<String, byte[]>> batch = List.of(unreadable, moved("2", "Oslo"));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> followed.onMessage(batch)).isInstanceOf(MongoSocketException.class);
    }
    followed.onMessage(batch);

    assertThat(shelf.places).isEqualTo(Map.of("2", "Oslo"));
    verify(deadLetters).add(eq(unreadable), anyString(), eq(1));
  }

  /** Rule 8: while the database takes nothing, nothing is a record's fault. */
  @Test
  void setsNothingAsideWhileTheDatabaseTakesNoWrite() {
    ConsumerRecord<String, byte[]> failing = moved("1", "bug");
    databaseAnswers.set(false);

    assertThatThrownBy(() -> followed.onMessage(List.of(failing))).hasMessage("a bug");
    verify(deadLetters, never()).add(any(), anyString(), anyInt());

    databaseAnswers.set(true);
    followed.onMessage(List.of(failing));
    verify(deadLetters).add(eq(failing), anyString(), eq(3));
  }

  private static ConsumerRecord<String, byte[]> moved(String id, String place) {
    return event(id, "{\"id\":\"%s\",\"sequence\":1,\"place\":\"%s\"}".formatted(id, place));
  }

  private static ConsumerRecord<String, byte[]> event(String key, String value) {
    var event = new ConsumerRecord<>(Parcel.TOPIC, 0, 0, key, value.getBytes(UTF_8));
    event.headers().add("ce_sequence", "1".getBytes(UTF_8));
    event.headers().add("ce_id", key.getBytes(UTF_8));
    event.headers().add("ce_time", "2026-11-21T08:00:00Z".getBytes(UTF_8));
    return event;
  }
}
