package com.storefront.fulfillment.order;

import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.ReceivedEvent;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The commands on fulfillments. Each change is saved together with its event. */
@Service
public class FulfillmentManagement {

  private final Fulfillments fulfillments;
  private final AggregateStore store;
  private final Clock clock;

  FulfillmentManagement(Fulfillments fulfillments, AggregateStore store, Clock clock) {
    this.fulfillments = fulfillments;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Changes the status of one order.
   *
   * @param actor who makes the change
   * @throws FulfillmentNotFound if the order was never requested
   * @throws IllegalStatusChange if the current status does not allow the change
   */
  public Fulfillment change(
      String id,
      ExpectedVersion expected,
      String actor,
      @Nullable String note,
      Transition transition) {
    Fulfillment fulfillment =
        fulfillments.findById(id).orElseThrow(() -> new FulfillmentNotFound(id));
    expected.check(fulfillment.version());
    transition.apply(fulfillment, clock.instant(), actor, note);
    store.update(fulfillment);
    return fulfillment;
  }

  /**
   * Adds one fulfillment for each requested order and ignores repeated deliveries. Rejects the
   * deletion of a request, and a second request for the same order.
   */
  void addRequested(EventBatch<FulfillmentRequestEvent> requests) {
    Map<String, Fulfillment> byOrder = new LinkedHashMap<>();
    for (ReceivedEvent<FulfillmentRequestEvent> request : requests) {
      if (!request.isTombstone()) {
        byOrder.computeIfAbsent(request.subject(), order -> Fulfillment.requestedBy(request));
      }
    }
    List<String> existing =
        store.insertAll(byOrder.values()).stream().map(Fulfillment::id).toList();
    fulfillments.findAllById(existing).forEach(known -> byOrder.put(known.id(), known));

    for (ReceivedEvent<FulfillmentRequestEvent> request : requests) {
      Fulfillment fulfillment = byOrder.get(request.subject());
      if (request.isTombstone() || fulfillment == null) {
        requests.reject(request, "A fulfillment request cannot be deleted.");
      } else if (!fulfillment.wasRequestedBy(request)) {
        requests.reject(
            request,
            "The order was already requested by event " + fulfillment.requestEventId() + ".");
      }
    }
  }
}
