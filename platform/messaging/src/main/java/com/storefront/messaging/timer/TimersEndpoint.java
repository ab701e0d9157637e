package com.storefront.messaging.timer;

import com.storefront.messaging.Printable;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/timers} on the management port. GET lists up to 100 failing timers of each
 * collection. POST with {@code id}, {@code timer}, {@code by} and {@code action} runs one at once
 * ({@code retry}) or removes it without running it ({@code skip}); 404 if it is not failing.
 */
@Endpoint(id = "timers")
class TimersEndpoint {

  private static final Logger log = LoggerFactory.getLogger(TimersEndpoint.class);

  private static final int LIMIT = 100;

  private final List<DueTimers> timers;
  private final TimerResolutions resolutions;
  private final Clock clock;

  TimersEndpoint(List<DueTimers> timers, TimerResolutions resolutions, Clock clock) {
    this.timers = timers;
    this.resolutions = resolutions;
    this.clock = clock;
  }

  @ReadOperation
  Failing failing() {
    return new Failing(
        timers.stream().mapToLong(DueTimers::countFailing).sum(),
        timers.stream().flatMap(each -> each.failing(LIMIT).stream()).toList());
  }

  @WriteOperation
  WebEndpointResponse<Void> resolve(String id, String timer, String by, Action action) {
    boolean found =
        switch (action) {
          case RETRY -> timers.stream().anyMatch(each -> each.retry(id, timer, clock.instant()));
          case SKIP -> timers.stream().anyMatch(each -> each.skip(id, timer));
        };
    if (!found) {
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }
    resolutions.store(action.name(), id, timer, Printable.of(by), clock.instant());
    log.info(
        "{} of timer {} of document {}, by {}",
        action,
        Printable.of(timer),
        Printable.of(id),
        Printable.of(by));
    return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
  }

  enum Action {
    RETRY,
    SKIP
  }

  /**
   * @param count of documents with failing timers
   */
  record Failing(long count, List<FailingTimer> timers) {}
}
