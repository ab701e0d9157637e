package com.storefront.benchmarks.publishing;

import com.storefront.benchmarks.variant.ParcelPosted;
import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The maximum rate of a variant, while each thread writes as fast as it is answered.
 *
 * @param sustained writes per second, until the broker has acknowledged the last event and its
 *     outbox entry is removed
 * @param accepted writes per second, until the last answer
 * @param commands to the database per write, including those of the relay
 * @param cpuMillis per write, of this process (with the broker) and MongoDB
 */
public record Saturation(double sustained, double accepted, double commands, double cpuMillis) {

  private static final int THREADS = 16;

  static Saturation of(RunningCandidate candidate, Duration length) {
    long commandsBefore = candidate.commands();
    long publishedBefore = candidate.published();
    Duration cpuBefore = cpu();
    long began = System.nanoTime();

    long written = write(candidate, began + length.toNanos());
    double writing = secondsSince(began);
    candidate.awaitPublished(publishedBefore + written);
    double all = secondsSince(began);

    return new Saturation(
        written / all,
        written / writing,
        (double) (candidate.commands() - commandsBefore) / written,
        cpu().minus(cpuBefore).toNanos() / 1e6 / written);
  }

  private static long write(RunningCandidate candidate, long end) {
    var written = new AtomicLong();
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      var writers = new CompletableFuture<?>[THREADS];
      for (int i = 0; i < THREADS; i++) {
        writers[i] =
            CompletableFuture.runAsync(
                () -> {
                  while (System.nanoTime() < end) {
                    candidate.post(ParcelPosted.random());
                    written.incrementAndGet();
                  }
                },
                threads);
      }
      CompletableFuture.allOf(writers).join();
    } finally {
      threads.shutdown();
    }
    return written.get();
  }

  private static Duration cpu() {
    return cpu(ProcessHandle.current())
        .plus(ProcessHandle.of(LocalServers.mongodb().pid()).map(Saturation::cpu).orElseThrow());
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
