package com.storefront.notifications.mail;

import com.storefront.notifications.stream.Json;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What became of a mail, in the partition of its decision. It has no personal data but the id of
 * the customer.
 *
 * @param id of the mail; the key of the record
 * @param sequence grows by one with each change
 * @param attempt to send it, from 1
 * @param messageId the same in each attempt
 * @param offset of the decision, which has the content
 * @param at when this state was reached
 * @param until no other attempt is made before this time; null if none is due
 * @param detail the reply of the mail server, or the reason of an operator
 * @param by the operator; null if the mailer changed the state
 */
public record MailState(
    String id,
    MailKind kind,
    String week,
    String customerId,
    long sequence,
    Status status,
    int attempt,
    String messageId,
    long offset,
    Instant at,
    @Nullable Instant until,
    @Nullable String detail,
    @Nullable String by) {

  /** Compacted; keyed by mail. */
  public static final String TOPIC = "notifications.mail";

  public enum Status {
    /** An attempt was begun. If it is not settled in time, it is unknown whether it was sent. */
    CLAIMED,

    /** The mail server refused it for the moment. */
    DEFERRED,

    /** The mail server has accepted it. */
    SENT,

    /** The mail server refused it for good, or it cannot be composed. */
    REFUSED,

    /** It is unknown whether it was sent, and an operator decides. */
    HELD,

    /** An operator wants it to be sent again. */
    RESEND,

    /** An operator wants it not to be sent. */
    DROPPED;

    boolean isOpen() {
      return this == CLAIMED || this == DEFERRED || this == RESEND;
    }
  }

  static MailState claimed(
      MailDecided mail, String messageId, long offset, Instant at, Instant until) {
    return new MailState(
        mail.id(),
        mail.kind(),
        mail.week(),
        mail.customerId(),
        1,
        Status.CLAIMED,
        1,
        messageId,
        offset,
        at,
        until,
        null,
        null);
  }

  MailState claimedAgain(Instant at, Instant until) {
    return next(Status.CLAIMED, attempt + 1, at, until, null, null);
  }

  MailState deferred(Instant at, Instant until, String reply) {
    return next(Status.DEFERRED, attempt, at, until, reply, null);
  }

  MailState settled(Status settlement, Instant at, String detail) {
    return next(settlement, attempt, at, null, detail, null);
  }

  /** What an operator decided about a mail that is held or was refused. */
  public MailState resolved(Status resolution, Instant at, String reason, String by) {
    return next(resolution, attempt, at, null, reason, by);
  }

  private MailState next(
      Status status,
      int attempt,
      Instant at,
      @Nullable Instant until,
      @Nullable String detail,
      @Nullable String by) {
    return new MailState(
        id,
        kind,
        week,
        customerId,
        sequence + 1,
        status,
        attempt,
        messageId,
        offset,
        at,
        until,
        detail,
        by);
  }

  /** The record of this state; with an event id of its own. */
  ProducerRecord<String, byte[]> record(int partition) {
    return record(partition, sequence, at, Json.bytes(this));
  }

  /** Removes the mail from the compacted topic. */
  ProducerRecord<String, byte[]> tombstone(int partition, Instant now) {
    return record(partition, sequence + 1, now, null);
  }

  private ProducerRecord<String, byte[]> record(
      int partition, long sequence, Instant time, byte @Nullable [] value) {
    String eventId = UUID.randomUUID().toString();
    return new ProducerRecord<>(
        TOPIC, partition, id, value, MailTopics.headers("MailState", eventId, id, sequence, time));
  }
}
