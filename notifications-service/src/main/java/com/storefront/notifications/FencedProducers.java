package com.storefront.notifications;

import com.storefront.notifications.mail.MailDecided;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Lets the broker check the membership of an instance with each transaction that it commits.
 *
 * <p>Of a transaction only offsets are checked against the generation of the group (KIP-447). A
 * clock decides mails, so a task that has consumed nothing since it was assigned commits without
 * offsets, and {@code KafkaProducer} then sends no request: a paused instance could commit
 * decisions for a task that another instance has taken over. Here such a transaction contains an
 * offset of a partition that the group does not consume.
 *
 * <p>After a long pause the heartbeat resets the membership first, and the broker accepts offsets
 * without one, as those of older clients. This is refused here. Kafka Streams closes the tasks when
 * a commit fails.
 */
final class FencedProducers extends DefaultKafkaClientSupplier {

  private static final Map<TopicPartition, OffsetAndMetadata> UNUSED =
      Map.of(new TopicPartition(MailDecided.TOPIC, 0), new OffsetAndMetadata(0));

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public void sendOffsetsToTransaction(
          Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        if (group.memberId().isEmpty() || group.generationId() < 0) {
          throw new CommitFailedException("This instance is no member of the group any more.");
        }
        super.sendOffsetsToTransaction(offsets.isEmpty() ? UNUSED : offsets, group);
      }
    };
  }
}
