package com.storefront.fulfillment.fulfillment;

import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.Topics;
import com.storefront.messaging.follower.Fact;
import com.storefront.messaging.follower.Facts;
import com.storefront.messaging.follower.Follower;
import com.storefront.messaging.follower.Follows;
import com.storefront.messaging.outbox.AggregateStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes in what orders asks to fulfill: one fulfillment an order, however often the request comes.
 */
@Follows(topic = Topics.FULFILLMENT_REQUEST)
class OrdersListener implements Follower<FulfillmentRequestEvent> {

  private final Fulfillments fulfillments;
  private final AggregateStore store;

  OrdersListener(Fulfillments fulfillments, AggregateStore store) {
    this.fulfillments = fulfillments;
    this.store = store;
  }

  @Override
  public String subject(FulfillmentRequestEvent event) {
    return event.order().guid();
  }

  @Override
  public void on(Facts<FulfillmentRequestEvent> facts) {
    Map<String, Fulfillment> byOrder = new LinkedHashMap<>();
    for (Fact<FulfillmentRequestEvent> fact : facts) {
      if (!fact.isTombstone()) {
        byOrder.computeIfAbsent(fact.subject(), order -> Fulfillment.requestedBy(fact));
      }
    }

    List<String> taken = store.insertAll(byOrder.values()).stream().map(Fulfillment::id).toList();
    fulfillments.findAllById(taken).forEach(known -> byOrder.put(known.id(), known));

    for (Fact<FulfillmentRequestEvent> fact : facts) {
      Fulfillment fulfillment = byOrder.get(fact.subject());
      if (fact.isTombstone() || fulfillment == null) {
        facts.reject(fact, "a request for fulfillment can't be deleted");
      } else if (!fulfillment.wasRequestedBy(fact)) {
        facts.reject(fact, "the order was requested before, by " + fulfillment.requestEventId());
      }
    }
  }
}
