package com.storefront.accounts.imports;

import com.storefront.accounts.imports.job.ImportJobResult;
import com.storefront.accounts.imports.job.ImportJobResult.Outcome;
import com.storefront.messaging.CachedGauge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Meters of imports: {@code storefront.import.rows} by outcome, and {@code
 * storefront.imports.idle.age} (the longest time for which an import had no progress).
 */
@Component
class ImportMetrics {

  private final Map<Outcome, Counter> rows = new EnumMap<>(Outcome.class);

  ImportMetrics(CustomerImports imports, MeterRegistry meters, Clock clock) {
    for (Outcome outcome : Outcome.values()) {
      rows.put(
          outcome,
          Counter.builder("storefront.import.rows")
              .description("Rows of imports by their result")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    var idleAge = new CachedGauge<>(() -> idleAge(imports, clock.instant()));
    Gauge.builder("storefront.imports.idle.age", idleAge, it -> it.number(Double::doubleValue))
        .strongReference(true)
        .description("Longest time since a job of an unfinished import was counted")
        .baseUnit("seconds")
        .register(meters);
  }

  private static Double idleAge(CustomerImports imports, Instant now) {
    return Stream.of(ImportStatus.RUNNING, ImportStatus.CANCELLING)
        .map(imports::findFirstByStatusOrderByProgressAt)
        .flatMap(Optional::stream)
        .map(CustomerImport::progressAt)
        .min(Comparator.naturalOrder())
        .map(oldest -> Duration.between(oldest, now).toMillis() / 1000.0)
        .orElse(0.0);
  }

  void finished(ImportJobResult result) {
    rows.forEach((outcome, counter) -> counter.increment(result.count(outcome)));
  }
}
