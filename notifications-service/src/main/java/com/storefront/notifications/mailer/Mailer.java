package com.storefront.notifications.mailer;

import com.storefront.messaging.KafkaCluster;
import com.storefront.notifications.mail.MailDecided;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the mails of the partitions that this instance owns, one after the other.
 *
 * <p>After any exception it is closed and replaced by a new one, which learns the states of the
 * mails from Kafka. Mails are not sent in a listener container of spring-kafka: its transaction
 * would be committed after the mail was sent.
 */
final class Mailer implements ConsumerRebalanceListener, AutoCloseable {

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLEAN_UP_INTERVAL = Duration.ofHours(1);

  private final MailerClients clients;
  private final Mailbox.Parts parts;
  private final Consumer<byte[], byte[]> consumer;
  private final Ledger ledger;
  private final Map<Integer, Mailbox> mailboxes = new HashMap<>();

  private @Nullable Consumer<byte[], byte[]> decisionReader;
  private long cleanedUp = System.nanoTime();

  Mailer(MailerClients clients, KafkaCluster kafka, Mailbox.Parts parts) {
    this.clients = clients;
    this.parts = parts;
    this.consumer = clients.decisions();
    this.ledger = new Ledger(clients.reader("states"), kafka);
    consumer.subscribe(List.of(MailDecided.TOPIC), this);
  }

  /** Polls once, and returns whether the mail server was reachable if it was needed. */
  boolean step() {
    boolean isReachable = true;
    var records = consumer.poll(POLL_TIMEOUT);
    ledger.refresh();
    for (TopicPartition partition : records.partitions()) {
      isReachable &= take(partition, records.records(partition));
    }
    mailboxes.forEach((partition, mailbox) -> mailbox.retry(offset -> decision(partition, offset)));
    parts.metrics().held(ledger.held());
    if (records.isEmpty()) {
      parts.server().disconnect();
    }
    if (System.nanoTime() - cleanedUp > CLEAN_UP_INTERVAL.toNanos()) {
      mailboxes.values().forEach(Mailbox::removeOld);
      cleanedUp = System.nanoTime();
    }
    return isReachable;
  }

  /** While the mail server is unreachable no mail is claimed: decisions wait in Kafka. */
  private boolean take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    Mailbox mailbox = mailboxes.get(partition.partition());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (mailbox == null || !mailbox.take(record)) {
        consumer.seek(partition, record.offset());
        return false;
      }
    }
    return true;
  }

  private @Nullable ConsumerRecord<byte[], byte[]> decision(int partition, long offset) {
    if (decisionReader == null) {
      decisionReader = clients.reader("decisions");
    }
    var of = new TopicPartition(MailDecided.TOPIC, partition);
    decisionReader.assign(List.of(of));
    if (decisionReader.beginningOffsets(List.of(of)).getOrDefault(of, 0L) > offset) {
      return null;
    }
    decisionReader.seek(of, offset);
    long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : decisionReader.poll(POLL_TIMEOUT)) {
        return record.offset() == offset ? record : null;
      }
    }
    throw new TimeoutException("%s cannot be read at offset %d".formatted(of, offset));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    for (TopicPartition each : assigned) {
      int partition = each.partition();
      Producer<String, byte[]> producer = clients.producer(partition);
      producer.initTransactions(); // before the ledger is read: no state can be added after that
      mailboxes.put(
          partition, new Mailbox(partition, consumer, producer, ledger.open(partition), parts));
    }
  }

  /** Called between two polls: no mail is being sent. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    parts.metrics().serverReachable(true); // what waits may be the work of another instance now
    for (TopicPartition each : revoked) {
      Mailbox mailbox = mailboxes.remove(each.partition());
      if (mailbox != null) {
        mailbox.close();
        ledger.close(each.partition());
      }
    }
  }

  @Override
  public void close() {
    mailboxes.values().forEach(Mailbox::close);
    mailboxes.clear();
    ledger.close();
    if (decisionReader != null) {
      decisionReader.close();
    }
    consumer.close();
    parts.server().disconnect();
  }
}
