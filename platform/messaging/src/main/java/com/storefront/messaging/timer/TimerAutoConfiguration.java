package com.storefront.messaging.timer;

import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.aggregate.AggregateAutoConfiguration;
import com.storefront.messaging.outbox.RelayLease;
import com.storefront.messaging.role.ConditionalOnWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;

/** Runs the timers for which there is a {@link TimerHandler}. */
@AutoConfiguration(after = AggregateAutoConfiguration.class)
@ConditionalOnBean({MongoOperations.class, TimerHandler.class})
@EnableConfigurationProperties(TimerSettings.class)
@ConditionalOnWriter
class TimerAutoConfiguration {

  @Bean
  TimerRunner timerRunner(
      MongoOperations mongo,
      List<TimerHandler<?>> handlers,
      TimerSettings settings,
      MeterRegistry meters,
      ObjectProvider<Clock> clocks) {
    Clock clock = clocks.getIfAvailable(Clock::systemUTC);
    List<? extends Timers<?>> timers =
        handlers.stream()
            .map(TimerHandler::type)
            .distinct()
            .map(type -> timers(type, handlers, mongo, meters, clock))
            .toList();
    var leases = mongo.getCollection(RelayLease.COLLECTION);
    return new TimerRunner(timers, new RelayLease(leases, "timers", settings.lease()), settings);
  }

  @SuppressWarnings("unchecked") // selects handlers by their type
  private static <T extends Aggregate> Timers<T> timers(
      Class<T> type,
      List<TimerHandler<?>> handlers,
      MongoOperations mongo,
      MeterRegistry meters,
      Clock clock) {
    String collection = mongo.getCollectionName(type);
    var due = new DueTimers(mongo.getCollection(collection));
    return new Timers<>(
        type,
        handlers.stream()
            .filter(handler -> handler.type() == type)
            .map(handler -> (TimerHandler<T>) handler)
            .toList(),
        due,
        mongo.getConverter(),
        new TimerMetrics(collection, due, meters, clock),
        clock);
  }

  @Bean
  TimersEndpoint timersEndpoint(TimerRunner runner, ObjectProvider<Clock> clock) {
    return new TimersEndpoint(runner.timers(), clock.getIfAvailable(Clock::systemUTC));
  }
}
