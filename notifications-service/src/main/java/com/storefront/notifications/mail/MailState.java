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
 * @param customerId null if the mail is about an import
 * @param sequence grows by one with each change
 * @param attempt to send it, from 1
 * @param messageId the same in each attempt
 * @param partition of the decision, and of this state
 * @param offset of the decision, which has the content
 * @param at when this state was reached
 * @param until no other attempt is made before this time; null if none is due
 * @param detail the reply of the mail server, without addresses
 * @param resolution what an operator decided last; null if none did
 */
public record MailState(
    String id,
    MailKind kind,
    String week,
    @Nullable String customerId,
    long sequence,
    Status status,
    int attempt,
    String messageId,
    int partition,
    long offset,
    Instant at,
    @Nullable Instant until,
    @Nullable String detail,
    @Nullable Resolution resolution) {

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

    /** Whether the mailer has to act on the mail. */
    public boolean isOpen() {
      return this == CLAIMED || this == DEFERRED || this == RESEND;
    }

    public boolean isOfOperator() {
      return this == RESEND || this == DROPPED;
    }
  }

  /**
   * What an operator decided.
   *
   * @param by the operator
   */
  public record Resolution(String by, String reason, Instant at) {}

  public static MailState claimed(
      MailDecided mail, String messageId, int partition, long offset, Instant at, Instant until) {
    return new MailState(
        mail.id(),
        mail.kind(),
        mail.week(),
        mail.customerId(),
        1,
        Status.CLAIMED,
        1,
        messageId,
        partition,
        offset,
        at,
        until,
        null,
        null);
  }

  public MailState claimedAgain(Instant at, Instant until) {
    return next(Status.CLAIMED, attempt + 1, at, until, null, resolution);
  }

  public MailState deferred(Instant at, Instant until, String reply) {
    return next(Status.DEFERRED, attempt, at, until, reply, resolution);
  }

  public MailState settled(Status settlement, Instant at, String detail) {
    return next(settlement, attempt, at, null, detail, resolution);
  }

  MailState resolved(Status status, Resolution by) {
    return next(status, attempt, by.at(), null, detail, by);
  }

  private MailState next(
      Status status,
      int attempt,
      Instant at,
      @Nullable Instant until,
      @Nullable String detail,
      @Nullable Resolution resolution) {
    return new MailState(
        id,
        kind,
        week,
        customerId,
        sequence + 1,
        status,
        attempt,
        messageId,
        partition,
        offset,
        at,
        until,
        detail,
        resolution);
  }

  /** The record of this state; with an event id of its own. */
  public ProducerRecord<String, byte[]> record() {
    return record(sequence, at, Json.bytes(this));
  }

  /** Removes the mail from the compacted topic. */
  public ProducerRecord<String, byte[]> tombstone(Instant now) {
    return record(sequence + 1, now, null);
  }

  private ProducerRecord<String, byte[]> record(
      long sequence, Instant time, byte @Nullable [] value) {
    String eventId = UUID.randomUUID().toString();
    return new ProducerRecord<>(
        TOPIC, partition, id, value, MailTopics.headers("MailState", eventId, id, sequence, time));
  }
}
