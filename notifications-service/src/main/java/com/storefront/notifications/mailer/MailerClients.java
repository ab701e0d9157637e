package com.storefront.notifications.mailer;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/** The Kafka clients of the mailer. */
@Component
class MailerClients {

  private static final int MAX_POLL_RECORDS = 20;
  private static final int MAX_BLOCK_MS = 30_000;
  private static final int TRANSACTION_TIMEOUT_MS = 15_000;

  private final Map<String, Object> consumers;
  private final Map<String, Object> producers;
  private final String group;

  /**
   * @param consumers and producers whose settings are used, among them those of TLS
   */
  MailerClients(
      ConsumerFactory<?, ?> consumers,
      ProducerFactory<?, ?> producers,
      @Value("${spring.kafka.streams.application-id}") String application) {
    this.consumers = consumers.getConfigurationProperties();
    this.producers = producers.getConfigurationProperties();
    this.group = application + "-mailer";
  }

  String group() {
    return group;
  }

  /** The consumer of the decisions, in the group of the mailers. */
  Consumer<byte[], byte[]> decisions() {
    var config = new HashMap<>(consumers);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
    return new KafkaConsumer<>(config);
  }

  /** A consumer of single partitions, without a group. */
  Consumer<byte[], byte[]> reader(String name) {
    var config = new HashMap<>(consumers);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, group + "-" + name);
    return new KafkaConsumer<>(config);
  }

  /**
   * The producer of the owner of a partition. A new owner ends the open transaction of the previous
   * one at once, and fences it.
   */
  Producer<String, byte[]> producer(int partition) {
    var config = new HashMap<>(producers);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-" + partition);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, group + "-" + partition);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    return new KafkaProducer<>(config);
  }
}
