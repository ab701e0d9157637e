package com.storefront.notifications.mailer;

import com.storefront.messaging.consumer.EventDeserializer;
import com.storefront.messaging.consumer.InvalidRecord;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import com.storefront.messaging.consumer.deadletter.DeadLetterHeaders;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.mail.MailState.Status;
import com.storefront.notifications.mailer.MailServer.Reply;
import com.storefront.notifications.mailer.MailSettings.InDoubt;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The mails of one partition, which one instance owns.
 *
 * <p>A mail is claimed and the offset of its decision committed in one transaction; then it is
 * sent; then it is settled. A mail that was claimed but not settled is in doubt: it may have been
 * sent. SMTP has no way to find out (RFC 1047), so the kind of mail decides what is done.
 */
final class Mailbox {

  private static final Duration STATES_KEPT = Duration.ofDays(35);
  private static final int REMOVED_AT_ONCE = 500;

  private final TopicPartition decisions;
  private final Consumer<?, ?> consumer;
  private final Producer<String, byte[]> producer;
  private final Ledger.Partition ledger;
  private final Parts parts;
  private final EventDeserializer<MailDecided> deserializer =
      new EventDeserializer<>("MailDecided", MailDecided.class, MailDecided::key);

  /**
   * What all mailboxes share.
   *
   * @param sendTimeout the longest time that the mail server can take for one mail
   */
  record Parts(
      MailServer server,
      Letters letters,
      MailSettings settings,
      MailMetrics metrics,
      Clock clock,
      Duration sendTimeout,
      String group) {}

  /**
   * @param consumer of the decisions, whose offsets are committed with claims
   * @param producer with initialized transactions
   */
  Mailbox(
      int partition,
      Consumer<?, ?> consumer,
      Producer<String, byte[]> producer,
      Ledger.Partition ledger,
      Parts parts) {
    this.decisions = new TopicPartition(MailDecided.TOPIC, partition);
    this.consumer = consumer;
    this.producer = producer;
    this.ledger = ledger;
    this.parts = parts;
  }

  /** Sends the mail of a decision; false if the mail server is unreachable. */
  boolean take(ConsumerRecord<byte[], byte[]> record) {
    long next = record.offset() + 1;
    MailDecided mail;
    try {
      mail = deserializer.read(record).event();
    } catch (InvalidRecord invalid) {
      write(List.of(deadLetter(record, String.valueOf(invalid.getMessage()))), next);
      return true;
    }
    if (ledger.all().containsKey(mail.id())) {
      write(List.of(), next);
      return true;
    }
    if (!connect()) {
      return false;
    }
    String messageId = parts.letters.messageId(mail.id());
    attempt(
        at ->
            MailState.claimed(
                mail, messageId, record.partition(), record.offset(), at, deadline(at)),
        mail,
        next);
    return true;
  }

  /**
   * Acts on mails that are in doubt, were deferred or are to be sent again.
   *
   * @param decision returns the decision at an offset; null if it is no longer kept
   */
  void retry(LongFunction<@Nullable ConsumerRecord<byte[], byte[]>> decision) {
    for (String id : List.copyOf(ledger.overwritten())) {
      MailState newest = ledger.all().get(id);
      if (newest != null) {
        change(newest, null);
      }
      ledger.overwritten().remove(id);
    }
    for (MailState state : List.copyOf(ledger.open().values())) {
      if (state.until() != null && now().isBefore(state.until().plus(parts.settings.skew()))) {
        continue;
      }
      boolean isInDoubt = state.status() == Status.CLAIMED;
      if (isInDoubt && policy(state) == InDoubt.HOLD) {
        parts.metrics.inDoubt(state.kind(), InDoubt.HOLD);
        change(state.settled(Status.HELD, now(), "It is unknown whether it was sent."), null);
        continue;
      }
      MailDecided mail = read(decision.apply(state.offset()));
      if (mail == null) {
        change(state.settled(Status.REFUSED, now(), "The decision is no longer kept."), null);
      } else if (connect()) {
        if (isInDoubt) {
          parts.metrics.inDoubt(state.kind(), InDoubt.RESEND);
        }
        attempt(at -> state.claimedAgain(at, deadline(at)), mail, null);
      } else {
        return;
      }
    }
  }

  private boolean connect() {
    boolean isReachable = parts.server.connect();
    parts.metrics.serverReachable(isReachable);
    return isReachable;
  }

  /** A mail of which it is unknown again and again whether it was sent waits for an operator. */
  private InDoubt policy(MailState state) {
    return state.attempt() >= parts.settings.maxAttempts()
        ? InDoubt.HOLD
        : parts.settings.inDoubt(state.kind());
  }

  private @Nullable MailDecided read(@Nullable ConsumerRecord<byte[], byte[]> decision) {
    try {
      return decision == null ? null : deserializer.read(decision).content();
    } catch (InvalidRecord changed) {
      return null;
    }
  }

  /**
   * Claims a mail and sends it.
   *
   * @param claiming returns the claim that begins at a time
   */
  private void attempt(
      Function<Instant, MailState> claiming, MailDecided mail, @Nullable Long nextOffset) {
    long begun = System.nanoTime(); // before the claim begins, and so before it can be over
    MailState claim = claiming.apply(now());
    change(claim, nextOffset);
    MimeMessage message;
    try {
      message = parts.letters.compose(mail, parts.server.session());
    } catch (MessagingException impossible) {
      change(claim.settled(Status.REFUSED, now(), "It cannot be composed."), null);
      return;
    }
    Duration left =
        parts.settings.claim().minus(parts.sendTimeout).minusNanos(System.nanoTime() - begun);
    if (left.isNegative()) {
      return; // the process was paused: another owner may act on it
    }
    settle(claim, parts.server.send(message));
  }

  private void settle(MailState claim, Reply reply) {
    switch (reply.outcome()) {
      case ACCEPTED -> change(claim.settled(Status.SENT, now(), reply.text()), null);
      case REFUSED -> change(claim.settled(Status.REFUSED, now(), reply.text()), null);
      case DEFERRED -> {
        boolean isLast = claim.attempt() >= parts.settings.maxAttempts();
        Duration backOff = parts.settings.firstBackOff().multipliedBy(1L << claim.attempt() - 1);
        change(
            isLast
                ? claim.settled(Status.REFUSED, now(), reply.text())
                : claim.deferred(now(), now().plus(backOff), reply.text()),
            null);
      }
      case UNKNOWN -> {} // in doubt once the time of the claim is over
    }
  }

  /** Removes the states of mails that were settled long ago. */
  void removeOld() {
    Instant oldest = now().minus(STATES_KEPT);
    List<MailState> old =
        ledger.all().values().stream()
            .filter(state -> !state.status().isOpen() && state.status() != Status.HELD)
            .filter(state -> state.at().isBefore(oldest))
            .limit(REMOVED_AT_ONCE)
            .toList();
    if (!old.isEmpty()) {
      write(old.stream().map(it -> it.tombstone(now())).toList(), null);
      old.forEach(state -> ledger.remove(state.id()));
    }
  }

  private void change(MailState state, @Nullable Long nextOffset) {
    write(List.of(state.record()), nextOffset);
    ledger.put(state);
    parts.metrics.changed(state);
  }

  /** Any exception ends the ownership of the partition. */
  private void write(List<ProducerRecord<String, byte[]>> records, @Nullable Long nextOffset) {
    producer.beginTransaction();
    records.forEach(producer::send);
    if (nextOffset != null) {
      producer.sendOffsetsToTransaction(
          Map.of(decisions, new OffsetAndMetadata(nextOffset)), consumer.groupMetadata());
    }
    producer.commitTransaction();
  }

  private ProducerRecord<String, byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> record, String cause) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    return new ProducerRecord<>(
        MailDecided.TOPIC + DeadLetter.TOPIC_SUFFIX,
        null,
        key,
        record.value(),
        DeadLetterHeaders.of(record, cause, 1, parts.group, now()));
  }

  private Instant now() {
    return parts.clock.instant();
  }

  private Instant deadline(Instant begin) {
    return begin.plus(parts.settings.claim());
  }

  void close() {
    producer.close(Duration.ZERO);
  }
}
