package com.storefront.orders.order;

import com.storefront.events.OrderStatusChangeEvent;
import com.storefront.events.Topics;
import com.storefront.messaging.follower.Fact;
import com.storefront.messaging.follower.Facts;
import com.storefront.messaging.follower.Follower;
import com.storefront.messaging.follower.Follows;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.StaleVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes what fulfillment reports into the orders' histories, one write an order and batch. */
@Follows(topic = Topics.ORDER_STATUS_CHANGE)
class FulfillmentListener implements Follower<OrderStatusChangeEvent> {

  private final Orders orders;
  private final AggregateStore store;
  private final OrderMetrics metrics;

  FulfillmentListener(Orders orders, AggregateStore store, OrderMetrics metrics) {
    this.orders = orders;
    this.store = store;
    this.metrics = metrics;
  }

  @Override
  public String subject(OrderStatusChangeEvent event) {
    return event.guid();
  }

  /** Repeats what lost a race, as long as the orders move on between the attempts. */
  @Override
  public void on(Facts<OrderStatusChangeEvent> facts) {
    Map<String, Long> tried = new HashMap<>();
    List<Order> changed = apply(facts);
    while (!changed.isEmpty()) {
      for (Order order : changed) {
        Long before = tried.put(order.id(), order.version());
        if (before != null && before == order.version()) {
          throw new StaleVersion(order.id(), order.version());
        }
      }
      if (store.updateAll(changed) == changed.size()) {
        return;
      }
      changed = apply(facts);
    }
  }

  /** The orders that the facts change, with the facts in them. */
  private List<Order> apply(Facts<OrderStatusChangeEvent> facts) {
    Map<String, List<Fact<OrderStatusChangeEvent>>> reports = facts.bySubject();
    Map<String, Order> found =
        orders.findAll(reports.keySet()).stream()
            .collect(Collectors.toMap(Order::id, Function.identity()));
    List<Order> changed = new ArrayList<>();
    reports.forEach(
        (guid, told) -> {
          Order order = found.get(guid);
          if (order == null) {
            told.forEach(fact -> facts.reject(fact, "unknown order"));
          } else if (record(told, order, facts)) {
            changed.add(order);
          }
        });
    return changed;
  }

  private boolean record(
      List<Fact<OrderStatusChangeEvent>> told, Order order, Facts<OrderStatusChangeEvent> facts) {
    boolean changed = false;
    for (Fact<OrderStatusChangeEvent> fact : told) {
      if (fact.isTombstone()) {
        facts.reject(fact, "an order's status can't be deleted");
        continue;
      }
      StatusChange reported =
          StatusChange.reported(fact.sequence(), fact.event().orderStatusEvent(), fact.eventId());
      String objection = order.objectionTo(reported).orElse(null);
      if (objection != null) {
        facts.reject(fact, objection);
      } else if (order.record(reported)) {
        metrics.moved(order, reported);
        changed = true;
      }
    }
    return changed;
  }
}
