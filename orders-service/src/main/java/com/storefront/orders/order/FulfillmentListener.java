package com.storefront.orders.order;

import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import com.storefront.messaging.consumer.Subscribes;
import java.util.List;

/** Consumes the status changes that fulfillment publishes. */
@Subscribes(topic = Topics.ORDER_STATUS_CHANGE, type = "OrderStatusChangeEvent")
class FulfillmentListener implements EventHandler<OrderStatusChangeEvent> {

  private final OrderManagement management;
  private final Orders orders;

  FulfillmentListener(OrderManagement management, Orders orders) {
    this.management = management;
    this.orders = orders;
  }

  @Override
  public String subject(OrderStatusChangeEvent event) {
    return event.guid();
  }

  @Override
  public void on(EventBatch<OrderStatusChangeEvent> batch) {
    management.recordStatusChanges(batch);
  }

  @Override
  public List<AppliedEvent> applied(String order) {
    return orders.findById(order).stream()
        .flatMap(it -> it.history().stream())
        .flatMap(it -> it.applied().stream())
        .toList();
  }
}
