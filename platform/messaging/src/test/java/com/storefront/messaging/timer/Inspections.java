package com.storefront.messaging.timer;

import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.Parcel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A handler for tests: inspects parcels, and fails on request. */
@TestConfiguration(proxyBeanMethods = false)
class Inspections {

  static final int CLEARANCE_BATCH = 3;

  final Semaphore customs = new Semaphore(0);
  final AtomicInteger largestClearance = new AtomicInteger();

  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  @Bean
  TimerHandler<Parcel> inspection(AggregateStore store) {
    return new TimerHandler<>(Parcel.class, Parcel.INSPECTION, parcels -> inspect(parcels, store));
  }

  /** Waits for the customs office, of which {@link #customs} lets the next parcels pass. */
  @Bean
  TimerHandler<Parcel> clearance(AggregateStore store) {
    return TimerHandler.slow(
        Parcel.class,
        Parcel.CLEARANCE,
        CLEARANCE_BATCH,
        parcels -> {
          largestClearance.accumulateAndGet(parcels.size(), Math::max);
          customs.acquireUninterruptibly(parcels.size());
          store.updateAll(parcels);
        });
  }

  private void inspect(List<Parcel> parcels, AggregateStore store) {
    parcels.forEach(this::inspect);
    store.updateAll(parcels);
  }

  private void inspect(Parcel parcel) {
    int attempt = attempts.merge(parcel.id(), 1, Integer::sum);
    if (attempt <= failures.getOrDefault(parcel.id(), 0)) {
      throw new IllegalArgumentException("The inspector is ill.");
    }
    parcel.moveTo(parcel.place() + ", inspected");
  }

  void fail(String id, int times) {
    failures.put(id, times);
  }

  /** The number of attempts to inspect a parcel. */
  int of(String id) {
    return attempts.getOrDefault(id, 0);
  }
}
