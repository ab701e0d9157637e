package com.storefront.orders.zone;

import com.storefront.events.ShippingZoneChangeEvent;
import com.storefront.events.Topics;
import com.storefront.messaging.role.ConditionalOnWriter;
import com.storefront.messaging.view.CompactedView;
import com.storefront.messaging.view.CompactedViews;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The view of the shipping zones that fulfillment publishes. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWriter
class ShippingZoneConfiguration {

  @Bean
  CompactedView<ShippingZoneChangeEvent> shippingZoneView(CompactedViews views) {
    return views.of(
        Topics.SHIPPING_ZONE_CHANGE,
        "ShippingZoneChangeEvent",
        ShippingZoneChangeEvent.class,
        ShippingZoneChangeEvent::country);
  }
}
