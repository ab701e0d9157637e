package com.storefront.fulfillment.order;

import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import com.storefront.messaging.consumer.Subscribes;
import java.util.List;

/** Consumes the fulfillment requests of the orders service, and their withdrawals. */
@Subscribes(topic = Topics.FULFILLMENT_REQUEST, type = "FulfillmentRequestEvent")
class OrderListener implements EventHandler<FulfillmentRequestEvent> {

  private final FulfillmentManagement management;
  private final Fulfillments fulfillments;

  OrderListener(FulfillmentManagement management, Fulfillments fulfillments) {
    this.management = management;
    this.fulfillments = fulfillments;
  }

  @Override
  public String subject(FulfillmentRequestEvent event) {
    return event.order().guid();
  }

  @Override
  public void on(EventBatch<FulfillmentRequestEvent> requests) {
    management.apply(requests);
  }

  @Override
  public List<AppliedEvent> applied(String order) {
    return fulfillments.findById(order).stream().map(Fulfillment::request).toList();
  }
}
