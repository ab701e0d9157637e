package com.storefront.messaging;

import com.storefront.messaging.KafkaCluster.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads records, but not those of open and of aborted transactions, with one consumer that is
 * created when it is first needed.
 */
public final class CommittedRecords implements AutoCloseable {

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

  private static final Properties COMMITTED = new Properties();

  static {
    COMMITTED.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
  }

  private final ConsumerFactory<byte[], byte[]> consumers;
  private final String clientId;

  private @Nullable Consumer<byte[], byte[]> consumer;

  /**
   * @param clientId of the consumer
   */
  public CommittedRecords(ConsumerFactory<byte[], byte[]> consumers, String clientId) {
    this.consumers = consumers;
    this.clientId = clientId;
  }

  /**
   * The next records of the range from an offset on; none if there are no more. Offsets without a
   * record are those of transactions that ended or were aborted.
   *
   * @throws TimeoutException if Kafka does not answer, or a transaction is open
   */
  public List<ConsumerRecord<byte[], byte[]>> read(OffsetRange range, long from) {
    var partition = new TopicPartition(range.topic(), range.partition());
    Consumer<byte[], byte[]> kafka = consumer();
    kafka.assign(List.of(partition));
    kafka.seek(partition, from);
    long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      List<ConsumerRecord<byte[], byte[]>> records = kafka.poll(POLL_TIMEOUT).records(partition);
      if (!records.isEmpty()) {
        return records.stream().filter(record -> record.offset() < range.end()).toList();
      }
      if (kafka.position(partition) >= range.end()) {
        return List.of();
      }
    }
    throw new TimeoutException("No records of %s from offset %d".formatted(partition, from));
  }

  private Consumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      consumer = consumers.createConsumer(null, clientId, null, COMMITTED);
    }
    return consumer;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
