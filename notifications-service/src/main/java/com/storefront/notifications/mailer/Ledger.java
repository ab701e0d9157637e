package com.storefront.notifications.mailer;

import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.KafkaCluster.OffsetRange;
import com.storefront.messaging.consumer.EventDeserializer;
import com.storefront.messaging.consumer.InvalidRecord;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.mail.MailState.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The states of the mails in the partitions that this instance owns. Not safe for threads. */
final class Ledger implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> reader;
  private final KafkaCluster kafka;
  private final EventDeserializer<MailState> deserializer =
      new EventDeserializer<>("MailState", MailState.class, MailState::id);
  private final Map<Integer, Partition> partitions = new HashMap<>();

  /**
   * @param reader of committed records, without a group
   */
  Ledger(Consumer<byte[], byte[]> reader, KafkaCluster kafka) {
    this.reader = reader;
    this.kafka = kafka;
  }

  /**
   * The states in one partition.
   *
   * @param open those that the mailer has to act on
   * @param held those that wait for an operator
   * @param overwritten whose newest record is an older one that an operator wrote meanwhile
   */
  record Partition(
      Map<String, MailState> all,
      Map<String, MailState> open,
      Set<String> held,
      Set<String> overwritten) {

    Partition() {
      this(new HashMap<>(), new HashMap<>(), new HashSet<>(), new HashSet<>());
    }

    void put(MailState state) {
      remove(state.id());
      all.put(state.id(), state);
      if (state.status().isOpen()) {
        open.put(state.id(), state);
      } else if (state.status() == Status.HELD) {
        held.add(state.id());
      }
    }

    void remove(String id) {
      all.remove(id);
      open.remove(id);
      held.remove(id);
    }

    private void apply(ReceivedEvent<MailState> event) {
      MailState state = event.content();
      MailState known = all.get(event.subject());
      if (state == null) {
        remove(event.subject());
      } else if (known == null || known.sequence() < state.sequence()) {
        put(state);
      } else if (state.status().isOfOperator() && !state.equals(known)) {
        overwritten.add(state.id());
      }
    }
  }

  /**
   * Reads a partition to its end.
   *
   * <p>Its end is the high watermark: the end for readers of committed records can lie before
   * committed states, as long as an earlier transaction is open.
   */
  Partition open(int partition) {
    long end =
        kafka.offsets(MailState.TOPIC).stream()
            .filter(range -> range.partition() == partition)
            .mapToLong(OffsetRange::end)
            .findFirst()
            .orElseThrow();
    var states = new Partition();
    partitions.put(partition, states);
    var opened = new TopicPartition(MailState.TOPIC, partition);
    assign();
    reader.seekToBeginning(List.of(opened));
    long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
    while (reader.position(opened) < end) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("%s cannot be read to %d".formatted(opened, end));
      }
      read(POLL_TIMEOUT);
    }
    return states;
  }

  /** How many mails wait for an operator. */
  int held() {
    return partitions.values().stream().mapToInt(states -> states.held().size()).sum();
  }

  void close(int partition) {
    partitions.remove(partition);
    assign();
  }

  private void assign() {
    reader.assign(
        partitions.keySet().stream()
            .map(each -> new TopicPartition(MailState.TOPIC, each))
            .toList());
  }

  /** Reads what operators have written since the last call. */
  void refresh() {
    if (!partitions.isEmpty()) {
      read(Duration.ZERO);
    }
  }

  private void read(Duration timeout) {
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout)) {
      Partition states = partitions.get(record.partition());
      try {
        ReceivedEvent<MailState> event = deserializer.read(record);
        if (states != null) {
          states.apply(event);
        }
      } catch (InvalidRecord invalid) {
        log.warn(
            "{}-{}@{} is skipped: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            invalid.getMessage());
      }
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
