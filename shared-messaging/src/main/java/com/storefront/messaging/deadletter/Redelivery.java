package com.storefront.messaging.deadletter;

import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tries a record once more that was set aside; known to who follows the topics. */
public interface Redelivery {

  /** The followed topics, whose dead letters are this service's business. */
  Set<String> topics();

  /**
   * Has the follower apply the record, once more or for the first time. Nothing is written to the
   * topic that it came from.
   *
   * @param letter the record as it was set aside
   * @param topic that it came from
   * @throws DeadLetterRefused if it still can't be applied
   */
  void redeliver(ConsumerRecord<String, byte[]> letter, String topic);
}
