package com.storefront.messaging.consumer.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Applies records of dead letters by the handlers that consume their topics of origin. */
public interface DeadLetterReplayer {

  /** The consumer group of this service. */
  String group();

  /** The topics that this service consumes. */
  Set<String> topics();

  /**
   * Passes the records to the handler of the topic. Nothing is written to the topic.
   *
   * @param topic of origin
   * @return the records that still cannot be applied, each with its cause
   */
  Map<ConsumerRecord<byte[], byte[]>, String> replay(
      List<ConsumerRecord<byte[], byte[]>> deadLetters, String topic);
}
