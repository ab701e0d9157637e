package com.storefront.messaging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this service's topics are made with and must offer.
 *
 * @param partitions of a topic when it is made
 * @param replicas that a topic must have at least; 3 in production
 * @param minInsyncReplicas that must have a record before it counts as written; 2 in production
 */
@ConfigurationProperties("storefront.topics")
public record TopicSettings(
    @DefaultValue("3") int partitions,
    @DefaultValue("1") short replicas,
    @DefaultValue("1") int minInsyncReplicas) {

  public TopicSettings {
    if (partitions < 1 || replicas < 1 || minInsyncReplicas < 1) {
      throw new IllegalArgumentException("storefront.topics: all figures must be at least 1");
    }
    if (minInsyncReplicas > replicas) {
      throw new IllegalArgumentException(
          "storefront.topics: min-insync-replicas must not exceed replicas");
    }
  }
}
