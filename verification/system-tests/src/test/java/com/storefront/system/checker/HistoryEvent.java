package com.storefront.system.checker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.storefront.events.order.OrderStatusType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the history of a run. Lines may come in any order, except that the records of one
 * topic come in the order of their offsets.
 *
 * <p>A {@code content} is a digest of the data on which the services must agree: name, contact and
 * addresses of a customer; customer, recipient and items of an order; status, time and note of a
 * status entry. It is null if there is no data. Times are milliseconds since 1970.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HistoryEvent.Fault.class, name = "fault"),
  @JsonSubTypes.Type(value = HistoryEvent.Command.class, name = "command"),
  @JsonSubTypes.Type(value = HistoryEvent.Published.class, name = "published"),
  @JsonSubTypes.Type(value = HistoryEvent.DeadLetter.class, name = "dead-letter"),
  @JsonSubTypes.Type(value = HistoryEvent.Account.class, name = "account"),
  @JsonSubTypes.Type(value = HistoryEvent.CustomerCopy.class, name = "customer-copy"),
  @JsonSubTypes.Type(value = HistoryEvent.Import.class, name = "import"),
  @JsonSubTypes.Type(value = HistoryEvent.ImportJob.class, name = "import-job"),
  @JsonSubTypes.Type(value = HistoryEvent.ImportResult.class, name = "import-result"),
  @JsonSubTypes.Type(value = HistoryEvent.Order.class, name = "order"),
  @JsonSubTypes.Type(value = HistoryEvent.Fulfillment.class, name = "fulfillment")
})
public sealed interface HistoryEvent {

  /** A process was killed or paused, or a connection cut: old records may appear again from now. */
  record Fault(String what, long at) implements HistoryEvent {}

  /**
   * A command and its answer.
   *
   * @param target id of the customer or order; the customer for {@link CommandKind#PLACE}; null for
   *     {@link CommandKind#REGISTER} and for a command to all orders
   * @param key the idempotency key with its scope
   * @param ifMatch the expected version; null for any
   * @param status HTTP status of the answer; 0 if there was no answer
   * @param answered id in the answer
   * @param version in the answer
   * @param content of the answer
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
   * @param key null if the record is unreadable, like the fields from its headers
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
   * A dead letter.
   *
   * @param topic from which the record was consumed
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

  /** An event that was in an outbox at the end of the run. */
  record Pending(String eventId, long sequence, boolean unpublishable) {}

  /**
   * An entry of a status history.
   *
   * @param source the service whose change it is: orders or fulfillment
   * @param eventId of the consumed event; null for the service's own change
   * @param actor null where it does not matter
   */
  record StatusEntry(
      String source,
      long sequence,
      OrderStatusType status,
      @Nullable String eventId,
      String content,
      @Nullable String actor) {

    StatusEntry(
        String source,
        long sequence,
        OrderStatusType status,
        @Nullable String eventId,
        String content) {
      this(source, sequence, status, eventId, content, null);
    }
  }

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

  /** The copy of a customer at orders. */
  record CustomerCopy(
      String id, long sequence, String eventId, boolean deleted, @Nullable String content)
      implements HistoryEvent {}

  /**
   * An import of customers.
   *
   * @param finished whether all jobs are counted
   * @param eventId of the completion; null before it
   */
  record Import(
      String id,
      long version,
      boolean finished,
      int rows,
      int jobs,
      int created,
      int refused,
      int skipped,
      @Nullable String eventId,
      @Nullable String key,
      List<Pending> outbox)
      implements HistoryEvent {

    /** The content of the completion. */
    String content() {
      return content(rows, created, refused, skipped);
    }

    public static String content(int rows, int created, int refused, int skipped) {
      return "%d %d %d %d".formatted(rows, created, refused, skipped);
    }
  }

  /**
   * A job of an import.
   *
   * @param importId of the import
   * @param erased whether it has no rows any more
   */
  record ImportJob(String id, String importId, boolean erased, List<Pending> outbox)
      implements HistoryEvent {}

  /**
   * The result of a job.
   *
   * @param created customers, by their ids
   */
  record ImportResult(
      String id,
      String importId,
      List<String> created,
      int refused,
      int skipped,
      List<Pending> outbox)
      implements HistoryEvent {}

  /**
   * An order at orders.
   *
   * @param eventId of the fulfillment request, or of its withdrawal; null if none was made
   * @param erased whether the personal data of a deleted customer was erased
   */
  record Order(
      String id,
      long version,
      @Nullable String eventId,
      @Nullable Long eventSequence,
      OrderStatusType status,
      String content,
      @Nullable String key,
      List<StatusEntry> history,
      List<Pending> outbox,
      boolean erased)
      implements HistoryEvent {}

  /**
   * An order at fulfillment.
   *
   * @param eventId of its newest status change; null if there was none
   * @param erased whether the personal data of a deleted customer was erased
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
      List<StatusEntry> history,
      List<Pending> outbox,
      boolean erased)
      implements HistoryEvent {}
}
