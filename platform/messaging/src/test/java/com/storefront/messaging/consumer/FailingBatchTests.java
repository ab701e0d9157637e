package com.storefront.messaging.consumer;

import static com.storefront.messaging.consumer.ParcelRecords.consumed;
import static com.storefront.messaging.consumer.ParcelRecords.moved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.mongodb.MongoSocketException;
import com.storefront.messaging.consumer.deadletter.DeadLetterPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;

/** What happens to a batch that the container delivers again and again. */
class FailingBatchTests {

  private final Shelf shelf = new Shelf();
  private final DeadLetterPublisher deadLetters =
      mock(call -> CompletableFuture.completedFuture(null));
  private final Propagator propagator = mock();
  private final AtomicBoolean databaseAcceptsWrites = new AtomicBoolean(true);
  private final EventBatchListener<?> listener =
      new EventBatchListener<>(
          shelf,
          deadLetters,
          databaseAcceptsWrites::get,
          new ConsumerTelemetry(
              "topic", "group", mock(), new SimpleMeterRegistry(), propagator, Clock.systemUTC()),
          new ConsumerSettings(Duration.ofMillis(1), Duration.ofMillis(1), 5));

  private final ConsumerRecord<byte[], byte[]> unreadable = consumed("1", "{ not json");
  private final ConsumerRecord<byte[], byte[]> failing = consumed("2", moved("2", "bug"));
  private final ConsumerRecord<byte[], byte[]> valid = consumed("3", moved("3", "Oslo"));

  @Test
  void publishesAnUnreadableRecordOnceHoweverOftenTheOthersFail() {
    shelf.transientFailures.set(3);
    List<ConsumerRecord<byte[], byte[]>> batch = List.of(unreadable, valid);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> listener.onMessage(batch)).isInstanceOf(MongoSocketException.class);
    }
    listener.onMessage(batch);

    assertThat(shelf.places).isEqualTo(Map.of("3", "Oslo"));
    verify(deadLetters).publish(eq(unreadable), anyString(), anyInt());
  }

  @Test
  void isolatesAFailingRecordAtTheThirdAttempt() {
    List<ConsumerRecord<byte[], byte[]>> batch = List.of(unreadable, failing, valid);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> listener.onMessage(batch)).hasMessage("a bug");
    }
    verify(deadLetters, never()).publish(any(), anyString(), anyInt());
    listener.onMessage(batch);

    assertThat(shelf.places).isEqualTo(Map.of("3", "Oslo"));
    verify(deadLetters).publish(eq(unreadable), anyString(), eq(3));
    verify(deadLetters).publish(eq(failing), anyString(), eq(3));
    verify(deadLetters, never()).publish(eq(valid), anyString(), anyInt());
  }

  @Test
  void replaysTheOthersWhenOneStillFails() {
    Map<ConsumerRecord<byte[], byte[]>, String> refused =
        listener.replay(List.of(unreadable, failing, valid));

    assertThat(refused).containsOnlyKeys(unreadable, failing);
    assertThat(refused.get(failing)).isEqualTo("The handler failed with ClassCastException.");
    assertThat(shelf.places).isEqualTo(Map.of("3", "Oslo"));
  }

  @Test
  void stopsAReplayAtATransientFailure() {
    shelf.transientFailures.set(1);

    assertThatThrownBy(() -> listener.replay(List.of(valid)))
        .isInstanceOf(MongoSocketException.class);
  }

  @Test
  void attributesNoFailureToARecordWhileTheDatabaseRefusesWrites() {
    databaseAcceptsWrites.set(false);

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> listener.onMessage(List.of(failing))).hasMessage("a bug");
    }
    verify(deadLetters, never()).publish(any(), anyString(), anyInt());

    databaseAcceptsWrites.set(true);
    listener.onMessage(List.of(failing));
    verify(deadLetters).publish(eq(failing), anyString(), anyInt());
  }

  @Test
  void appliesABatchThatCannotBeTraced() {
    valid.headers().add("traceparent", new byte[0]);
    doThrow(new IllegalStateException("no trace")).when(propagator).extract(any(), any());

    listener.onMessage(List.of(valid));

    assertThat(shelf.places).isEqualTo(Map.of("3", "Oslo"));
    verify(deadLetters, never()).publish(any(), anyString(), anyInt());
  }

  /** One that waits for its acknowledgement would delay the events of others. */
  @Test
  void sendsEveryDeadLetterBeforeTheFirstIsAcknowledged() {
    var acknowledgement = new CompletableFuture<Void>();
    doReturn(acknowledgement).when(deadLetters).publish(eq(unreadable), anyString(), anyInt());
    var last = consumed("4", "{ not json");
    doAnswer(
            call -> {
              acknowledgement.complete(null);
              return acknowledgement;
            })
        .when(deadLetters)
        .publish(eq(last), anyString(), anyInt());

    listener.onMessage(List.of(unreadable, last));

    assertThat(acknowledgement).isCompleted();
  }

  /** The container commits the offset of a batch only after the listener returned. */
  @Test
  void failsTheBatchUntilADeadLetterIsAcknowledged() {
    doReturn(CompletableFuture.failedFuture(new KafkaException("unreachable")))
        .when(deadLetters)
        .publish(any(), anyString(), anyInt());

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> listener.onMessage(List.of(unreadable, valid)))
          .hasCauseInstanceOf(KafkaException.class);
    }

    doReturn(CompletableFuture.completedFuture(null))
        .when(deadLetters)
        .publish(any(), anyString(), anyInt());
    listener.onMessage(List.of(unreadable, valid));
    assertThat(shelf.places).isEqualTo(Map.of("3", "Oslo"));
  }
}
