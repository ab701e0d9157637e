package com.storefront.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a failed thread of Kafka Streams. After some failures within minutes the stream ends,
 * and the process has to be restarted.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ThreadReplacement.class);
  private static final int MAX_FAILURES = 5;
  private static final Duration PERIOD = Duration.ofMinutes(10);

  private final Deque<Instant> failures = new ArrayDeque<>();

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    Instant now = Instant.now();
    failures.addLast(now);
    while (failures.getFirst().isBefore(now.minus(PERIOD))) {
      failures.removeFirst();
    }
    if (failures.size() > MAX_FAILURES) {
      log.error("Kafka Streams ends after {} failures", failures.size(), failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    log.warn("A thread of Kafka Streams failed and is replaced", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
