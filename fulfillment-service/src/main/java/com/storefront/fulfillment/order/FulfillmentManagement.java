package com.storefront.fulfillment.order;

import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.fulfillment.carrier.Booking;
import com.storefront.fulfillment.carrier.BookingAnswer;
import com.storefront.fulfillment.carrier.Carrier;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.ReceivedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Service;

/** The commands on fulfillments. Each change is saved together with its event. */
@Service
public class FulfillmentManagement {

  private static final Logger log = LoggerFactory.getLogger(FulfillmentManagement.class);

  private static final int MAX_ATTEMPTS = 20;

  private final Fulfillments fulfillments;
  private final AggregateStore store;
  private final Carrier carrier;
  private final Clock clock;
  private final Settings settings;

  FulfillmentManagement(
      Fulfillments fulfillments,
      AggregateStore store,
      Carrier carrier,
      Clock clock,
      Settings settings) {
    this.fulfillments = fulfillments;
    this.store = store;
    this.carrier = carrier;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Changes one order, mostly its status.
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
    Instant now = clock.instant();
    transition.apply(fulfillment, now, actor, note);
    fulfillment.reportHoldAt(now.plus(settings.reportHoldAfter()));
    store.update(fulfillment);
    return fulfillment;
  }

  /** Has labels booked, and ships the orders whose labels are booked. */
  void book(List<Fulfillment> due) {
    List<BookingAnswer> answers =
        carrier.book(due.stream().map(Fulfillment::labelRequest).toList());
    for (int i = 0; i < due.size(); i++) {
      due.get(i).apply(answers.get(i), carrier.retryAfter(), clock.instant());
    }
    store.updateAll(due);
    due.forEach(FulfillmentManagement::logFailure);
  }

  private static void logFailure(Fulfillment fulfillment) {
    Booking open = fulfillment.bookings().open();
    if (open == null) {
      return;
    }
    if (open.stuckSince() != null) {
      log.warn("The booking of order {} is stuck: {}", fulfillment.id(), open.lastError());
    } else {
      log.info(
          "No label of order {}, will retry at {}: {}",
          fulfillment.id(),
          open.nextAttemptAt(),
          open.lastError());
    }
  }

  /** Has labels cancelled that are not used. */
  void cancelLabels(List<Fulfillment> due) {
    List<Boolean> answers =
        carrier.cancel(due.stream().map(it -> it.bookings().nextUnused().key()).toList());
    for (int i = 0; i < due.size(); i++) {
      due.get(i).applyCancellation(answers.get(i), clock.instant());
    }
    store.updateAll(due);
  }

  /** Marks orders that are on hold for too long. */
  void reportHolds(List<Fulfillment> held) {
    held.forEach(fulfillment -> fulfillment.reportHold(clock.instant()));
    store.updateAll(held);
  }

  /**
   * Adds one fulfillment for each requested order, erases the personal data of withdrawn ones, and
   * ignores repeated deliveries. Rejects a second request for the same order. Repeats the erasure
   * if a fulfillment was changed at the same time.
   */
  void apply(EventBatch<FulfillmentRequestEvent> requests) {
    addRequested(requests);
    if (requests.stream().noneMatch(ReceivedEvent::isTombstone)) {
      return;
    }
    List<Fulfillment> erased = erased(requests);
    for (int attempt = 1; store.updateAll(erased) < erased.size(); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        throw new StaleVersion(erased.get(0).id(), erased.get(0).version());
      }
      erased = erased(requests);
    }
  }

  private void addRequested(EventBatch<FulfillmentRequestEvent> requests) {
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
      if (!request.isTombstone() && fulfillment != null && !fulfillment.wasRequestedBy(request)) {
        requests.reject(
            request,
            "The order was already requested by event " + fulfillment.request().eventId() + ".");
      }
    }
  }

  /** Returns the fulfillments that were erased and have to be saved. */
  private List<Fulfillment> erased(EventBatch<FulfillmentRequestEvent> requests) {
    Map<String, ReceivedEvent<FulfillmentRequestEvent>> withdrawals =
        requests.stream()
            .filter(ReceivedEvent::isTombstone)
            .collect(
                Collectors.toMap(
                    ReceivedEvent::subject, Function.identity(), (earlier, later) -> later));
    Map<String, Fulfillment> found =
        fulfillments.findAllById(withdrawals.keySet()).stream()
            .collect(Collectors.toMap(Fulfillment::id, Function.identity()));
    List<Fulfillment> erased = new ArrayList<>();
    withdrawals.forEach(
        (order, withdrawal) -> {
          Fulfillment fulfillment = found.get(order);
          Optional<String> violation =
              fulfillment == null
                  ? Optional.of("The order was never requested.")
                  : fulfillment.violation(withdrawal);
          violation.ifPresent(cause -> requests.reject(withdrawal, cause));
          if (fulfillment != null
              && violation.isEmpty()
              && fulfillment.erase(withdrawal, clock.instant())) {
            erased.add(fulfillment);
          }
        });
    return erased;
  }

  /**
   * Times of the fulfillment.
   *
   * @param reportHoldAfter how long an order may be on hold before it is reported
   */
  @ConfigurationProperties("storefront.fulfillment")
  record Settings(@DefaultValue("48h") Duration reportHoldAfter) {}
}
