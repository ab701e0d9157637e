package com.storefront.messaging.timer;

import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.aggregate.AggregateAutoConfiguration;
import com.storefront.messaging.outbox.RelayLease;
import com.storefront.messaging.role.ConditionalOnWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.MongoConverter;

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
    Map<String, List<Timers<?>>> lanes =
        handlers.stream()
            .map(TimerHandler::type)
            .distinct()
            .flatMap(type -> timers(type, handlers, mongo, meters, clock))
            .collect(Collectors.groupingBy(Timers::lane));
    var leases = mongo.getCollection(RelayLease.COLLECTION);
    return new TimerRunner(
        lanes.entrySet().stream()
            .map(
                lane ->
                    new TimerRunner.Lane(
                        lane.getKey(),
                        lane.getValue(),
                        new RelayLease(leases, lane.getKey(), settings.lease())))
            .toList(),
        settings);
  }

  /** The timers of one type: one for each slow handler, and one for the others together. */
  @SuppressWarnings("unchecked") // selects handlers by their type
  private static <T extends Aggregate> Stream<Timers<?>> timers(
      Class<T> type,
      List<TimerHandler<?>> handlers,
      MongoOperations mongo,
      MeterRegistry meters,
      Clock clock) {
    String collection = mongo.getCollectionName(type);
    var due = new DueTimers(mongo.getCollection(collection));
    var metrics = new TimerMetrics(collection, due, meters, clock);
    Map<Boolean, List<TimerHandler<T>>> own =
        handlers.stream()
            .filter(handler -> handler.type() == type)
            .map(handler -> (TimerHandler<T>) handler)
            .collect(Collectors.partitioningBy(TimerHandler::isSlow));
    List<TimerHandler<T>> slow = own.getOrDefault(true, List.of());
    Set<String> slowNames = slow.stream().map(TimerHandler::name).collect(Collectors.toSet());
    MongoConverter converter = mongo.getConverter();
    return Stream.concat(
        Stream.of(
            new Timers<>(
                type,
                TimerNames.allBut(slowNames),
                own.getOrDefault(false, List.of()),
                due,
                converter,
                metrics,
                clock)),
        slow.stream()
            .map(
                handler ->
                    new Timers<>(
                        type,
                        TimerNames.only(handler.name()),
                        List.of(handler),
                        due,
                        converter,
                        metrics,
                        clock)));
  }

  @Bean
  TimerResolutions timerResolutions(MongoOperations mongo) {
    return new TimerResolutions(mongo.getCollection(TimerResolutions.COLLECTION));
  }

  @Bean
  TimersEndpoint timersEndpoint(
      TimerRunner runner, TimerResolutions resolutions, ObjectProvider<Clock> clock) {
    return new TimersEndpoint(runner.timers(), resolutions, clock.getIfAvailable(Clock::systemUTC));
  }
}
