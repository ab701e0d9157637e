package com.storefront.notifications;

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
 * Refuses to commit the transaction of an instance that knows that it is no member of its group.
 *
 * <p>After a long pause the heartbeat learns first that the membership was lost, and resets it. The
 * broker accepts the offsets of a transaction without a membership, as those of clients before
 * KIP-447, so it would not fence an instance that commits in this moment. Kafka Streams closes the
 * tasks when a commit fails.
 */
final class FencedProducers extends DefaultKafkaClientSupplier {

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public void sendOffsetsToTransaction(
          Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        if (group.memberId().isEmpty() || group.generationId() < 0) {
          throw new CommitFailedException("This instance is no member of the group any more.");
        }
        super.sendOffsetsToTransaction(offsets, group);
      }
    };
  }
}
