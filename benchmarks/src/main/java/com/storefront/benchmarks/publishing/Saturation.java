package com.storefront.benchmarks.publishing;

import com.storefront.local.servers.LocalServers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one way carries when every thread writes as fast as it is answered.
 *
 * @param sustained writes a second, from the first write until the last event was acknowledged by
 *     the broker and cleaned up after
 * @param accepted writes a second while they were made
 * @param commands to the database per write, those of the relay included
 * @param cpuMillis of this process (which is also the broker) and of MongoDB per write
 */
public record Saturation(double sustained, double accepted, double commands, double cpuMillis) {

  static final int THREADS = 16;

  static Saturation of(RunningContender contender, Duration length) {
    long commandsBefore = contender.commands();
    long publishedBefore = contender.published();
    Duration cpuBefore = cpu();
    long began = System.nanoTime();

    long written = write(contender, began + length.toNanos());
    double writing = secondsSince(began);
    contender.awaitPublished(publishedBefore + written);
    double all = secondsSince(began);

    return new Saturation(
        written / all,
        written / writing,
        (double) (contender.commands() - commandsBefore) / written,
        cpu().minus(cpuBefore).toNanos() / 1e6 / written);
  }

  private static long write(RunningContender contender, long end) {
    var written = new AtomicLong();
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      var writers = new CompletableFuture<?>[THREADS];
      for (int i = 0; i < THREADS; i++) {
        writers[i] =
            CompletableFuture.runAsync(
                () -> {
                  while (System.nanoTime() < end) {
                    contender.post(Posted.random());
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
