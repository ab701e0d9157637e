package com.storefront.fulfillment.order;

import com.storefront.fulfillment.carrier.Carrier;
import com.storefront.messaging.CachedGauge;
import com.storefront.messaging.timer.TimerHandler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens to fulfillments by the passage of time, and the metric of it. */
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
    var count = new CachedGauge<>(fulfillments::countHeldTooLong);
    return meters ->
        Gauge.builder(
                "storefront.fulfillments.held.too.long", () -> count.number(Long::doubleValue))
            .description("Orders that are on hold for longer than they should be")
            .register(meters);
  }
}
