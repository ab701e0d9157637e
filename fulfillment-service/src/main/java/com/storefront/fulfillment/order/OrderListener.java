package com.storefront.fulfillment.order;

import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.consumer.Subscribes;

/** Consumes the fulfillment requests of the orders service, and their withdrawals. */
@Subscribes(topic = Topics.FULFILLMENT_REQUEST, type = "FulfillmentRequestEvent")
class OrderListener implements EventHandler<FulfillmentRequestEvent> {

  private final FulfillmentManagement management;

  OrderListener(FulfillmentManagement management) {
    this.management = management;
  }

  @Override
  public String subject(FulfillmentRequestEvent event) {
    return event.order().guid();
  }

  @Override
  public void on(EventBatch<FulfillmentRequestEvent> requests) {
    management.apply(requests);
  }
}
