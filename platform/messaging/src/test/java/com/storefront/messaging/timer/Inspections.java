package com.storefront.messaging.timer;

import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.Parcel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A handler for tests: inspects parcels, and fails on request. */
@TestConfiguration(proxyBeanMethods = false)
class Inspections {

  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  @Bean
  TimerHandler<Parcel> inspection(AggregateStore store) {
    return new TimerHandler<>(Parcel.class, Parcel.INSPECTION, parcels -> inspect(parcels, store));
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
