package com.storefront.crash;

import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.timer.TimerHandler;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A service that publishes the moves of its trains and consumes them itself. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Board.class)
class Railway {

  /** Where a train is after its departure. */
  static final String DEPARTED = "departed";

  @Bean
  TimerHandler<Train> departure(AggregateStore store) {
    return new TimerHandler<>(
        Train.class,
        Train.DEPARTURE,
        trains -> {
          trains.forEach(train -> train.moveTo(DEPARTED));
          store.updateAll(trains);
        });
  }
}
