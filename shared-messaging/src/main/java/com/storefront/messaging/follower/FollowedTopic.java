package com.storefront.messaging.follower;

import com.storefront.messaging.PassingFaults;
import com.storefront.messaging.deadletter.DeadLetterRefused;
import com.storefront.messaging.deadletter.DeadLetterUndelivered;
import com.storefront.messaging.deadletter.DeadLetters;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Hands a topic's records to its {@link Follower}, and decides what becomes of those that fail.
 *
 * <p>Unreadable and rejected records are set aside once the others are applied. A passing fault is
 * thrown on, so that the container pauses and delivers the batch again. Any other failure is
 * isolated: each record is tried alone, three times within half a second, and set aside if it still
 * fails while the database takes a write; the others flow. Trying again is safe, since followers
 * apply every fact once.
 */
final class FollowedTopic<E> implements BatchMessageListener<String, byte[]> {

  private static final Logger log = LoggerFactory.getLogger(FollowedTopic.class);
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(100), Duration.ofMillis(300));

  private final Follower<E> follower;
  private final FactReader<E> reader;
  private final DeadLetters deadLetters;
  private final ContinuedTraces traces;
  private final Timer delay;
  private final Clock clock;
  private final BooleanSupplier databaseAnswers;
  private final int suspectAfter;

  private final ThreadLocal<Integer> passingFaults = ThreadLocal.withInitial(() -> 0);

  FollowedTopic(
      Follower<E> follower,
      FactReader<E> reader,
      DeadLetters deadLetters,
      ContinuedTraces traces,
      Timer delay,
      Clock clock,
      BooleanSupplier databaseAnswers,
      int suspectAfter) {
    this.follower = follower;
    this.reader = reader;
    this.deadLetters = deadLetters;
    this.traces = traces;
    this.delay = delay;
    this.clock = clock;
    this.databaseAnswers = databaseAnswers;
    this.suspectAfter = suspectAfter;
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
    var deliveries = new ArrayList<Delivery<E>>(records.size());
    Map<ConsumerRecord<String, byte[]>, String> unreadable = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> event : records) {
      try {
        deliveries.add(new Delivery<>(event, reader.read(event)));
      } catch (UnreadableRecord cause) {
        unreadable.put(event, String.valueOf(cause.getMessage()));
      }
    }
    applyReadable(deliveries);
    unreadable.forEach((event, cause) -> deadLetters.add(event, cause, 1));
    passingFaults.remove();
  }

  private void applyReadable(List<Delivery<E>> deliveries) {
    try {
      apply(deliveries, 1);
    } catch (RuntimeException failure) {
      if (mayPass(failure)) {
        throw failure;
      }
      log.debug("Applying {} records failed, each is tried alone", deliveries.size(), failure);
      applyAlone(deliveries);
    }
  }

  private void apply(List<Delivery<E>> deliveries, int attempt) {
    if (deliveries.isEmpty()) {
      return;
    }
    var facts = new Facts<>(deliveries.stream().map(Delivery::fact).toList());
    traces.during(deliveries.stream().map(Delivery::event).toList(), () -> follower.on(facts));
    for (Delivery<E> delivery : deliveries) {
      String cause = facts.rejection(delivery.fact());
      if (cause != null) {
        deadLetters.add(delivery.event(), cause, attempt);
      } else {
        delay.record(Duration.between(delivery.fact().time(), clock.instant()));
      }
    }
  }

  /**
   * A fault on the list passes by itself; unless it comes again and again while the database
   * answers: then it is the record's.
   */
  private boolean mayPass(RuntimeException failure) {
    if (failure instanceof DeadLetterUndelivered) {
      return true;
    }
    if (!PassingFaults.isPassing(failure)) {
      return false;
    }
    passingFaults.set(passingFaults.get() + 1);
    return passingFaults.get() < suspectAfter || !databaseAnswers.getAsBoolean();
  }

  private void applyAlone(List<Delivery<E>> deliveries) {
    List<Delivery<E>> failing = deliveries;
    for (Duration pause : PAUSES) {
      failing = stillFailing(failing, false);
      if (failing.isEmpty()) {
        return;
      }
      sleep(pause);
    }
    stillFailing(failing, true);
  }

  private List<Delivery<E>> stillFailing(List<Delivery<E>> deliveries, boolean isLastAttempt) {
    var failing = new ArrayList<Delivery<E>>();
    int attempts = isLastAttempt ? PAUSES.size() + 1 : 1;
    for (Delivery<E> delivery : deliveries) {
      try {
        apply(List.of(delivery), attempts);
      } catch (RuntimeException failure) {
        if (mayPass(failure) || isLastAttempt && !databaseAnswers.getAsBoolean()) {
          throw failure;
        }
        failing.add(delivery);
        if (isLastAttempt) {
          log.warn("{} can't be applied", delivery.fact().eventId(), failure);
          deadLetters.add(
              delivery.event(), "failed: " + failure.getClass().getSimpleName(), attempts);
        }
      }
    }
    return failing;
  }

  /**
   * Applies a record that was set aside before. Safe beside the listener: an effect happens once.
   *
   * @throws DeadLetterRefused if it still can't be applied
   */
  void applyAgain(ConsumerRecord<String, byte[]> letter) {
    try {
      Fact<E> fact = reader.read(letter);
      var facts = new Facts<>(List.of(fact));
      follower.on(facts);
      String rejection = facts.rejection(fact);
      if (rejection != null) {
        throw new DeadLetterRefused(rejection);
      }
    } catch (UnreadableRecord unreadable) {
      throw new DeadLetterRefused(String.valueOf(unreadable.getMessage()));
    } catch (RuntimeException failure) {
      if (failure instanceof DeadLetterRefused || PassingFaults.isPassing(failure)) {
        throw failure;
      }
      log.warn("{} still can't be applied", letter.key(), failure);
      throw new DeadLetterRefused("failed: " + failure.getClass().getSimpleName());
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private record Delivery<E>(ConsumerRecord<String, byte[]> event, Fact<E> fact) {}
}
