package com.storefront.system.checker;

import static com.storefront.system.checker.VersionLog.fingerprint;

import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.system.checker.Violation.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order at orders, on the two topics and at fulfillment, for the rules to read. */
final class OrderTimeline {

  private static final String ORDERS = "orders";

  /** The document at orders; an event sequence of 0 stands for no event. */
  record Ordered(
      long version,
      long event,
      long eventSequence,
      OrderStatusType status,
      long content,
      long key,
      List<HistoryEvent.Pending> outbox,
      boolean erased) {}

  /** The document at fulfillment; an event sequence of 0 stands for no event. */
  record Fulfilled(
      long version,
      long event,
      long eventSequence,
      long requestEvent,
      long requestSequence,
      OrderStatusType status,
      long content,
      List<HistoryEvent.Pending> outbox,
      boolean erased) {}

  final String id;
  final TopicTimeline requests = new TopicTimeline(Place.REQUEST_TOPIC);
  final TopicTimeline statusChanges = new TopicTimeline(Place.STATUS_TOPIC);
  final Answers bulkAnswers;
  final Answers ordersAnswers = new Answers();
  final Answers fulfillmentAnswers = new Answers();

  @Nullable Ordered order;
  final VersionLog ownHistory = new VersionLog();
  final VersionLog consumedHistory = new VersionLog();
  @Nullable OrderStatusType lastEntry;
  boolean isMixed;

  /** Undecided orders of a deleted customer are cancelled without a command. */
  boolean isCancelledBySystem;

  @Nullable Fulfilled fulfillment;
  final VersionLog fulfillmentHistory = new VersionLog();
  int fulfillments;

  /**
   * @param bulkAnswers the answers to commands to all orders
   */
  OrderTimeline(String id, Answers bulkAnswers) {
    this.id = id;
    this.bulkAnswers = bulkAnswers;
  }

  void add(HistoryEvent.Order document) {
    for (HistoryEvent.StatusEntry entry : document.history()) {
      boolean isOwn = entry.source().equals(ORDERS);
      isMixed |= isOwn && !consumedHistory.isEmpty();
      isCancelledBySystem |=
          isOwn
              && entry.status() == OrderStatusType.CANCELLED
              && OrderStatusEvent.SYSTEM.equals(entry.actor());
      append(isOwn ? ownHistory : consumedHistory, entry);
      lastEntry = entry.status();
    }
    order =
        new Ordered(
            document.version(),
            fingerprint(document.eventId()),
            document.eventSequence() == null ? 0 : document.eventSequence(),
            document.status(),
            fingerprint(document.content()),
            fingerprint(document.key()),
            List.copyOf(document.outbox()),
            document.erased());
  }

  void add(HistoryEvent.Fulfillment document) {
    fulfillments++;
    if (fulfillment != null) {
      return;
    }
    document.history().forEach(entry -> append(fulfillmentHistory, entry));
    fulfillment =
        new Fulfilled(
            document.version(),
            fingerprint(document.eventId()),
            document.eventSequence() == null ? 0 : document.eventSequence(),
            fingerprint(document.requestEventId()),
            document.requestSequence(),
            document.status(),
            fingerprint(document.content()),
            List.copyOf(document.outbox()),
            document.erased());
  }

  private static void append(VersionLog log, HistoryEvent.StatusEntry entry) {
    log.append(
        entry.sequence(),
        fingerprint(entry.eventId()),
        fingerprint(entry.content()),
        entry.status());
  }

  void check(long firstFault, Findings findings) {
    requests.check(id, firstFault, findings);
    statusChanges.check(id, firstFault, findings);
    new RequestRule(this, findings).check();
    new StatusChangeRule(this, findings).check();
    new StatusHistoryRule(this, findings).check();
    new AnswerRule(this, findings).check();
  }
}
