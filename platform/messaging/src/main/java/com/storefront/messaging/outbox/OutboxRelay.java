package com.storefront.messaging.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.kafka.KafkaException;

/**
 * Publishes pending events batch by batch while this instance holds the lease.
 *
 * <p>A batch is read from the outboxes, sent, and removed as far as the broker acknowledged it.
 * Nothing is remembered between batches: after any failure the same events are read again and sent
 * in the same order.
 */
class OutboxRelay {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

  private static final long INITIAL_BACK_OFF_MILLIS = 100;
  private static final long MAX_BACK_OFF_MILLIS = 2_000;
  private static final Duration LONGEST_WAIT_WHEN_STOPPED = Duration.ofSeconds(2);

  private final Publication publication;
  private final PendingOutboxes outboxes;
  private final RelaySignal signal;
  private final RelayLease lease;
  private final EventPublisher publisher;
  private final RelayMetrics metrics;
  private final Duration pollInterval;

  OutboxRelay(
      Publication publication,
      PendingOutboxes outboxes,
      RelaySignal signal,
      RelayLease lease,
      EventPublisher publisher,
      RelayMetrics metrics,
      Duration pollInterval) {
    this.publication = publication;
    this.outboxes = outboxes;
    this.signal = signal;
    this.lease = lease;
    this.publisher = publisher;
    this.metrics = metrics;
    this.pollInterval = pollInterval;
  }

  Publication publication() {
    return publication;
  }

  /** Publishes until stopped, and retries after every failure. Waits for an earlier run to end. */
  synchronized void run(CountDownLatch stopped) throws InterruptedException {
    boolean active = false;
    long backOff = INITIAL_BACK_OFF_MILLIS;
    while (stopped.getCount() > 0) {
      try {
        if (!lease.hold()) {
          active = false;
          stopped.await(lease.retryInterval().toMillis(), TimeUnit.MILLISECONDS);
          continue;
        }
        if (!active) {
          log.info("Publishing events to {}", publication.topic());
          outboxes.ensureIndex();
          active = true;
        }
        long signals = signal.count();
        if (publishNextBatch(stopped) == 0) {
          signal.await(signals, pollInterval);
        }
        backOff = INITIAL_BACK_OFF_MILLIS;
      } catch (RuntimeException | Error failure) {
        active = false;
        metrics.failed();
        // Short failures are usual, for example when a broker restarts.
        log.atLevel(backOff < MAX_BACK_OFF_MILLIS ? Level.INFO : Level.WARN)
            .log(
                "Publishing to {} failed, will retry: {}", publication.topic(), failure.toString());
        log.debug("Cause", failure);
        stopped.await(backOff, TimeUnit.MILLISECONDS);
        backOff = Math.min(2 * backOff, MAX_BACK_OFF_MILLIS);
      }
    }
    lease.release();
  }

  /** Returns the number of documents in the batch. */
  private int publishNextBatch(CountDownLatch stopped) throws InterruptedException {
    List<PendingDocument> batch = outboxes.oldest();
    List<PendingDocument> unsent = batch;
    long term = lease.term();
    Throwable failure = null;
    while (!unsent.isEmpty() && failure == null && lease.isCurrent(term)) {
      awaitOutcomes(send(unsent, term), stopped);
      for (PendingDocument document : unsent) {
        document.settle().ifPresent(metrics::published);
        failure = isTemporary(document.failure()) ? document.failure() : failure;
      }
      unsent = unsent.stream().filter(PendingDocument::hasNext).toList();
    }
    outboxes.removeAcknowledged(batch);
    outboxes.markUnpublishable(batch);
    if (failure != null) {
      throw new KafkaException("An event was not acknowledged: " + failure, failure);
    }
    return batch.size();
  }

  /**
   * Sends one event of each document, so that an event is sent only after the one before it was
   * acknowledged. Stops at the first failure, and when another instance may hold the lease, or held
   * it meanwhile.
   */
  private List<CompletableFuture<?>> send(List<PendingDocument> documents, long term) {
    var outcomes = new ArrayList<CompletableFuture<?>>(documents.size());
    for (PendingDocument document : documents) {
      if (!lease.isCurrent(term)) {
        break;
      }
      var outcome = document.send(entry -> publisher.send(publication, document.id(), entry, term));
      outcomes.add(outcome);
      if (outcome.isDone() && isTemporary(outcome.join())) {
        break;
      }
    }
    return outcomes;
  }

  /** Keeps the lease meanwhile: another instance would send newer events before these. */
  private void awaitOutcomes(List<CompletableFuture<?>> outcomes, CountDownLatch stopped)
      throws InterruptedException {
    var all = CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new));
    long slice = lease.retryInterval().toNanos();
    for (long waited = 0; !all.isDone(); waited += slice) {
      if (stopped.getCount() == 0 && waited > LONGEST_WAIT_WHEN_STOPPED.toNanos()) {
        return;
      }
      try {
        all.get(slice, TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        lease.hold();
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static boolean isTemporary(@Nullable Throwable failure) {
    return failure != null && !EventPublisher.isPermanent(failure);
  }
}
