package com.storefront.messaging;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.support.ProducerListener;

/**
 * Keeps Spring Kafka from logging each record that could not be sent: who sends them handles the
 * failure, tells it once, and doesn't quote keys.
 */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
class QuietSendingAutoConfiguration {

  @Bean
  ProducerListener<Object, Object> quietProducerListener() {
    return new ProducerListener<>() {};
  }
}
