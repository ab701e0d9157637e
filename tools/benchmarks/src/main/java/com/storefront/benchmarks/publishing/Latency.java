package com.storefront.benchmarks.publishing;

import com.storefront.benchmarks.measure.Percentiles;
import com.storefront.benchmarks.variant.Candidate;
import com.storefront.benchmarks.variant.ParcelPosted;
import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * The latency of a variant at a fixed rate. Times count from when a write was due, even if earlier
 * writes were slow (no coordinated omission).
 *
 * @param rate writes per second
 * @param answer from when the write was due until its answer
 * @param arrival from the answer until a consumer has the record
 */
public record Latency(double rate, Percentiles answer, Percentiles arrival) {

  private static final int WRITERS = 64;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  static Latency of(RunningCandidate candidate, boolean publishes, double rate, Duration length) {
    int writes = (int) (rate * length.toSeconds());
    var answers = new ConcurrentHistogram(3);
    Map<String, Long> answered = new ConcurrentHashMap<>();
    try (var arrivals = new Arrivals()) {
      var threads = Executors.newFixedThreadPool(WRITERS);
      var open = new CountDownLatch(writes);
      long began = System.nanoTime();
      for (int i = 0; i < writes; i++) {
        long due = began + (long) (i * 1e9 / rate);
        LockSupport.parkNanos(due - System.nanoTime());
        threads.execute(
            () -> {
              ParcelPosted parcel = ParcelPosted.random();
              candidate.post(parcel);
              long now = System.nanoTime();
              answers.recordValue((now - due) / 1_000);
              answered.put(parcel.id(), now);
              open.countDown();
            });
      }
      if (!open.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("No answer to %d writes".formatted(open.getCount()));
      }
      threads.shutdown();
      Histogram arrived = arrivals.await(publishes ? writes : 0, answered);
      return new Latency(rate, Percentiles.of(answers), Percentiles.of(arrived));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Consumes the topic and records the time of each record. */
  private static final class Arrivals implements AutoCloseable {

    private final Map<String, Long> arrived = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    Arrivals() {
      consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()),
              new StringDeserializer(),
              new ByteArrayDeserializer());
      var partitions =
          consumer.partitionsFor(Candidate.TOPIC).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      thread = new Thread(this::consume, "arrivals");
      thread.start();
    }

    private void consume() {
      while (!closed) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(event -> arrived.putIfAbsent(event.key(), System.nanoTime()));
      }
      consumer.close();
    }

    /** Waits for so many records; returns the microseconds from answer to arrival. */
    Histogram await(int records, Map<String, Long> answered) {
      Awaitility.await("arrival of %d records".formatted(records))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .atMost(TIMEOUT)
          .until(() -> arrived.size() >= records);
      var micros = new Histogram(3);
      arrived.forEach(
          (id, at) -> {
            Long since = answered.get(id);
            if (since != null) {
              micros.recordValue(Math.max(0, (at - since) / 1_000));
            }
          });
      return micros;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  public static Latency medianOf(List<Latency> rounds) {
    return new Latency(
        rounds.get(0).rate(),
        Percentiles.medianOf(rounds.stream().map(Latency::answer).toList()),
        Percentiles.medianOf(rounds.stream().map(Latency::arrival).toList()));
  }
}
