package com.storefront.fulfillment.order;

import com.storefront.fulfillment.carrier.Carrier;
import com.storefront.messaging.CachedGauge;
import com.storefront.messaging.timer.TimerHandler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens to fulfillments by the passage of time, and the metrics of it. */
@Configuration(proxyBeanMethods = false)
class FulfillmentTimers {

  @Bean
  TimerHandler<Fulfillment> holdReport(FulfillmentManagement management) {
    return new TimerHandler<>(Fulfillment.class, Fulfillment.HOLD_REPORT, management::reportHolds);
  }

  @Bean
  TimerHandler<Fulfillment> booking(FulfillmentManagement management) {
    return TimerHandler.slow(
        Fulfillment.class, Fulfillment.BOOKING, Carrier.MAX_CONCURRENT, management::book);
  }

  @Bean
  TimerHandler<Fulfillment> labelCancellation(FulfillmentManagement management) {
    return TimerHandler.slow(
        Fulfillment.class,
        Fulfillment.LABEL_CANCELLATION,
        Carrier.MAX_CONCURRENT,
        management::cancelLabels);
  }

  /** {@code storefront.fulfillments.held.too.long}: orders that are reported as held too long. */
  @Bean
  MeterBinder heldTooLong(Fulfillments fulfillments) {
    return gauge(
        "storefront.fulfillments.held.too.long",
        "Orders that are on hold for longer than they should be",
        fulfillments::countHeldTooLong);
  }

  /** {@code storefront.fulfillments.bookings.stuck}: orders whose label could not be booked. */
  @Bean
  MeterBinder bookingsStuck(Fulfillments fulfillments) {
    return gauge(
        "storefront.fulfillments.bookings.stuck",
        "Orders whose label could not be booked, and is not tried again by itself",
        fulfillments::countStuck);
  }

  private static MeterBinder gauge(String name, String description, Supplier<Long> query) {
    var count = new CachedGauge<>(query);
    return meters ->
        Gauge.builder(name, () -> count.number(Long::doubleValue))
            .description(description)
            .register(meters);
  }
}
