package com.storefront.messaging.view;

import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.consumer.EventDeserializer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.kafka.core.ConsumerFactory;

/** Creates views. A view is a bean, so that it is stopped with the service. */
public class CompactedViews {

  /** Some 50 MB of small events. */
  private static final int MAX_ENTRIES = 200_000;

  private final ConsumerFactory<byte[], byte[]> consumers;
  private final KafkaCluster kafka;
  private final MeterRegistry meters;
  private final Clock clock;
  private final String service;

  /**
   * @param service its name, for the ids of Kafka clients
   */
  CompactedViews(
      ConsumerFactory<byte[], byte[]> consumers,
      KafkaCluster kafka,
      MeterRegistry meters,
      Clock clock,
      String service) {
    this.consumers = consumers;
    this.kafka = kafka;
    this.meters = meters;
    this.clock = clock;
    this.service = service;
  }

  /**
   * Creates the view of a topic and starts it at once, so that it is filled while the rest of the
   * service starts.
   *
   * @param topic a compacted topic
   * @param type the event's name in the published language, {@code ce_type} of each record, and the
   *     name of the schema {@code schemas/<type>.schema.json} that each value matches
   * @param subject returns the id of the aggregate that an event is about; the key of its record
   */
  public <E> CompactedView<E> of(
      String topic, String type, Class<E> javaType, Function<E, String> subject) {
    CompactedView<E> view = of(topic, type, javaType, subject, MAX_ENTRIES);
    view.start();
    return view;
  }

  <E> CompactedView<E> of(
      String topic, String type, Class<E> javaType, Function<E, String> subject, int maxEntries) {
    return new CompactedView<>(
        topic,
        new EventDeserializer<>(type, javaType, subject),
        maxEntries,
        () -> consumer(topic),
        kafka,
        meters,
        clock);
  }

  private Consumer<byte[], byte[]> consumer(String topic) {
    var properties = new Properties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return consumers.createConsumer(null, service + "-view-" + topic, null, properties);
  }
}
