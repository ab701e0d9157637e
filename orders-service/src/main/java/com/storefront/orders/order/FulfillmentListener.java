package com.storefront.orders.order;

import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.consumer.Subscribes;

/** Consumes the status changes that fulfillment publishes. */
@Subscribes(topic = Topics.ORDER_STATUS_CHANGE, type = "OrderStatusChangeEvent")
class FulfillmentListener implements EventHandler<OrderStatusChangeEvent> {

  private final OrderManagement orders;

  FulfillmentListener(OrderManagement orders) {
    this.orders = orders;
  }

  @Override
  public String subject(OrderStatusChangeEvent event) {
    return event.guid();
  }

  @Override
  public void on(EventBatch<OrderStatusChangeEvent> batch) {
    orders.recordStatusChanges(batch);
  }
}
