package com.storefront.messaging.timer;

import com.storefront.messaging.CachedGauge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * The metrics of the timers of a collection, tagged with its name: {@code storefront.timers} (how
 * many are scheduled), {@code .failing}, {@code .overdue} (age of the oldest due timer); and, also
 * tagged with the timer's name, {@code .fired} and {@code .failed}.
 */
class TimerMetrics {

  private final String collection;
  private final MeterRegistry meters;

  TimerMetrics(String collection, DueTimers timers, MeterRegistry meters, Clock clock) {
    this.collection = collection;
    this.meters = meters;
    var counts =
        new CachedGauge<>(
            () ->
                new Counts(
                    timers.countScheduled(),
                    timers.countFailing(),
                    timers.overdue(clock.instant()).toMillis()));
    Gauge.builder("storefront.timers", () -> counts.number(Counts::scheduled))
        .description("Aggregates with a scheduled timer")
        .tag("collection", collection)
        .register(meters);
    Gauge.builder("storefront.timers.failing", () -> counts.number(Counts::failing))
        .description("Aggregates with a timer whose last attempt failed")
        .tag("collection", collection)
        .register(meters);
    TimeGauge.builder(
            "storefront.timers.overdue",
            () -> counts.number(Counts::overdueMillis),
            TimeUnit.MILLISECONDS)
        .description("Time since the oldest timer was due; 0 if none is due")
        .tag("collection", collection)
        .register(meters);
  }

  void fired(String name, int number) {
    count("storefront.timers.fired", "Timers whose handler was successful", name, number);
  }

  void failed(String name) {
    count("storefront.timers.failed", "Attempts to run a timer that failed", name, 1);
  }

  private void count(String meter, String description, String name, int number) {
    Counter.builder(meter)
        .description(description)
        .tag("collection", collection)
        .tag("timer", name)
        .register(meters)
        .increment(number);
  }

  private record Counts(long scheduled, long failing, long overdueMillis) {}
}
