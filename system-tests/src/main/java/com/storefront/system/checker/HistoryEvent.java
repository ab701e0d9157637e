package com.storefront.system.checker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.storefront.events.OrderStatusType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's history. Lines may come in any order, but the records of one topic come in
 * the order of their offsets.
 *
 * <p>A {@code content} is a digest of what the services must agree on: of a customer the name,
 * contact and addresses, of an order the customer, recipient and goods, of a station its status,
 * time and note. Null says that there is none. Times are milliseconds since 1970.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HistoryEvent.Fault.class, name = "fault"),
  @JsonSubTypes.Type(value = HistoryEvent.Command.class, name = "command"),
  @JsonSubTypes.Type(value = HistoryEvent.Published.class, name = "published"),
  @JsonSubTypes.Type(value = HistoryEvent.DeadLetter.class, name = "dead-letter"),
  @JsonSubTypes.Type(value = HistoryEvent.Account.class, name = "account"),
  @JsonSubTypes.Type(value = HistoryEvent.CustomerCopy.class, name = "customer-copy"),
  @JsonSubTypes.Type(value = HistoryEvent.Order.class, name = "order"),
  @JsonSubTypes.Type(value = HistoryEvent.Fulfillment.class, name = "fulfillment")
})
public sealed interface HistoryEvent {

  /** Something was killed, paused or cut off: from now on old records may appear again. */
  record Fault(String what, long at) implements HistoryEvent {}

  /**
   * A command and its answer.
   *
   * @param target what it is about; the customer for {@link CommandKind#PLACE}, null for {@link
   *     CommandKind#REGISTER}, and if it concerns every order that can take the step
   * @param key the idempotency key with its scope
   * @param ifMatch the version that it builds upon; null for any
   * @param status the answer's; 0 if there was no answer
   * @param answered the id that the answer names
   * @param version the answer's
   * @param content the answer's
   */
  record Command(
      String id,
      CommandKind kind,
      @Nullable String target,
      @Nullable String key,
      @Nullable Long ifMatch,
      long at,
      int status,
      @Nullable String answered,
      @Nullable Long version,
      @Nullable String content)
      implements HistoryEvent {

    boolean concernsAll() {
      return target == null && kind.owner() != CommandKind.Owner.ACCOUNTS;
    }

    boolean isDone() {
      return status >= 200 && status < 300;
    }

    boolean isRefused() {
      return status >= 400 && status < 500;
    }
  }

  /**
   * A record on a topic.
   *
   * @param at the record's time stamp
   * @param key null, as the headers, if it can't be read
   * @param status of a status change
   * @param content null for a tombstone
   */
  record Published(
      String topic,
      int partition,
      long offset,
      long at,
      @Nullable String key,
      @Nullable String eventId,
      @Nullable Long sequence,
      @Nullable String time,
      @Nullable String type,
      @Nullable OrderStatusType status,
      @Nullable String content)
      implements HistoryEvent {}

  /**
   * A record that was set aside, for everybody to see.
   *
   * @param topic where it came from
   */
  record DeadLetter(
      String topic,
      int partition,
      long offset,
      @Nullable String key,
      @Nullable String eventId,
      @Nullable Long sequence,
      String cause)
      implements HistoryEvent {}

  /** An event that was still in an outbox at the end; a parked one can never be published. */
  record Pending(String eventId, long sequence, boolean parked) {}

  /**
   * An entry of a history.
   *
   * @param source who told it: orders or fulfillment
   * @param eventId by which event; null for the owner's own
   */
  record Station(
      String source,
      long sequence,
      OrderStatusType status,
      @Nullable String eventId,
      String content) {}

  /** A customer at accounts. */
  record Account(
      String id,
      long version,
      String eventId,
      boolean deleted,
      @Nullable String content,
      @Nullable String key,
      List<Pending> outbox)
      implements HistoryEvent {}

  /** A customer as orders knows them. */
  record CustomerCopy(
      String id, long sequence, String eventId, boolean deleted, @Nullable String content)
      implements HistoryEvent {}

  /**
   * An order at orders.
   *
   * @param eventId of its request for fulfillment; null if it never asked
   */
  record Order(
      String id,
      long version,
      @Nullable String eventId,
      @Nullable Long eventSequence,
      OrderStatusType status,
      String content,
      @Nullable String key,
      List<Station> stations,
      List<Pending> outbox)
      implements HistoryEvent {}

  /**
   * An order at fulfillment.
   *
   * @param eventId of its newest status change; null if there was none
   */
  record Fulfillment(
      String id,
      String order,
      long version,
      @Nullable String eventId,
      @Nullable Long eventSequence,
      String requestEventId,
      long requestSequence,
      OrderStatusType status,
      String content,
      List<Station> stations,
      List<Pending> outbox)
      implements HistoryEvent {}
}
