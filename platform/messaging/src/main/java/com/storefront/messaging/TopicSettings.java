package com.storefront.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How topics are created, and what an existing topic must have at least.
 *
 * @param partitions of a topic that is created
 * @param replicas of each partition, at least; 3 in production
 * @param minInsyncReplicas replicas that must store a record before it is acknowledged, at least; 2
 *     in production
 * @param maxRecordSize of an event with its headers, {@code max.message.bytes} of a topic that does
 *     not have its own. A record of headers only takes a hundred times its size in the memory of a
 *     consumer
 * @param deadLetterRetention how long a dead letter is kept, resolved or not; {@code -1ms} is for
 *     ever. Dead letters contain personal data, which no erasure reaches
 */
@ConfigurationProperties("storefront.topics")
public record TopicSettings(
    @DefaultValue("3") int partitions,
    @DefaultValue("1") short replicas,
    @DefaultValue("1") int minInsyncReplicas,
    @DefaultValue("256KB") DataSize maxRecordSize,
    @DefaultValue("30d") Duration deadLetterRetention) {

  public TopicSettings {
    if (partitions < 1 || replicas < 1 || minInsyncReplicas < 1) {
      throw new IllegalArgumentException("storefront.topics.*: every number must be at least 1");
    }
    if (minInsyncReplicas > replicas) {
      throw new IllegalArgumentException(
          "storefront.topics.min-insync-replicas must not exceed storefront.topics.replicas");
    }
  }
}
