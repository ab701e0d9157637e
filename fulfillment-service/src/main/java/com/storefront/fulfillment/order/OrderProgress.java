package com.storefront.fulfillment.order;

import static java.util.stream.Collectors.toCollection;

import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.republish.Republishable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of an order that is fulfilled, with its history: every change and who made it. */
abstract class OrderProgress extends Aggregate implements Republishable {

  static final int MAX_HISTORY = 500;

  /** The timer that reports a hold that takes too long. */
  public static final String HOLD_REPORT = "hold-report";

  private List<StatusChange> history;
  private OrderStatusType status;

  /** Null unless the order is on hold for too long. */
  private @Nullable Instant holdReportedAt;

  private @Nullable Instant erasedAt;

  OrderProgress(String id, List<StatusChange> history, OrderStatusType status) {
    super(id);
    this.history = new ArrayList<>(history);
    this.status = status;
  }

  public void process(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.PROCESSING, now, actor, note);
  }

  public void putInTransit(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.IN_TRANSIT, now, actor, note);
  }

  /** Records that the carrier cannot find the parcel, which may still be found. */
  public void markLost(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.LOST, now, actor, note);
  }

  /** Records that the parcel came back without having been received. */
  public void markReturnedToSender(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.RETURNED_TO_SENDER, now, actor, note);
  }

  public void receive(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.RECEIVED, now, actor, note);
  }

  public void hold(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.ON_HOLD, now, actor, note);
  }

  /** Resumes the processing of a held order. */
  public void release(Instant now, String actor, @Nullable String note) {
    if (status != OrderStatusType.ON_HOLD) {
      throw new IllegalStatusChange(id(), status, OrderStatusType.PROCESSING);
    }
    become(OrderStatusType.PROCESSING, now, actor, note);
  }

  public void cancel(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.CANCELLED, now, actor, note);
  }

  /** Records that the recipient sent the order back. */
  public void markReturned(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.RETURNED, now, actor, note);
  }

  private void become(OrderStatusType next, Instant now, String actor, @Nullable String note) {
    change(next, now, actor, note);
    registerEvent(newestEvent(nextVersion()));
  }

  /** Changes the status, and registers no event. */
  final void change(OrderStatusType next, Instant now, String actor, @Nullable String note) {
    requireCanBecome(next);
    requireNoPersonalData(note);
    status = next;
    holdReportedAt = null;
    cancelTimer(HOLD_REPORT);
    history.add(new StatusChange(nextVersion(), next, now, note, actor));
    statusChanged(now);
  }

  /**
   * @throws IllegalStatusChange if the current status does not allow the change
   * @throws HistoryLimitExceeded if the status was changed as often as it may
   */
  final void requireCanBecome(OrderStatusType next) {
    if (!status.canBecome(next)) {
      throw new IllegalStatusChange(id(), status, next);
    }
    if (history.size() >= MAX_HISTORY) {
      throw new HistoryLimitExceeded(id(), MAX_HISTORY);
    }
  }

  @Override
  public abstract OrderStatusChangeEvent newestEvent(long sequence);

  /** Ends what belongs to the previous status. */
  abstract void statusChanged(Instant now);

  /** Has the hold reported at this time, if the order is still on hold then. */
  final void reportHoldAt(Instant at) {
    if (status == OrderStatusType.ON_HOLD) {
      scheduleTimer(HOLD_REPORT, at);
    }
  }

  /** Marks the order as held for too long. */
  final void reportHold(Instant now) {
    holdReportedAt = now;
  }

  /** Since when the order is reported as held for too long; null if it is not. */
  public final @Nullable Instant holdReportedAt() {
    return holdReportedAt;
  }

  /** Erases the personal data of the history. */
  final void eraseHistory(Instant now) {
    erasedAt = now;
    history =
        history.stream()
            .map(StatusChange::withoutPersonalData)
            .collect(toCollection(ArrayList::new));
  }

  /**
   * Refuses free text after the erasure, because nothing would erase it.
   *
   * @throws PersonalDataErased if there is a note
   */
  final void requireNoPersonalData(@Nullable String note) {
    if (erasedAt != null && note != null) {
      throw new PersonalDataErased(id());
    }
  }

  /** Null before the erasure of personal data. */
  public final @Nullable Instant erasedAt() {
    return erasedAt;
  }

  /** All status changes, the oldest first. */
  public final List<StatusChange> history() {
    return List.copyOf(history);
  }

  final StatusChange newestChange() {
    return history.get(history.size() - 1);
  }

  public final OrderStatusType status() {
    return status;
  }
}
