package com.storefront.notifications;

import com.storefront.events.Topics;
import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.Polling;
import com.storefront.messaging.TopicProvisioner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Starts Kafka Streams once its topics exist; it fails on a missing one.
 *
 * <p>spring-kafka's StreamsBuilderFactoryBean is not used because it builds the topology when the
 * context starts: the number of partitions is not known then, if Kafka is unreachable.
 */
@Component
class StreamsLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StreamsLifecycle.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** The settings of a connection, among them the bundle of certificates. */
  private static final Pattern CONNECTION =
      Pattern.compile(
          "bootstrap\\.servers|(ssl|security|sasl|org\\.springframework\\.boot\\.ssl)\\.");

  private final KafkaProperties properties;
  private final NotificationsTopology topology;
  private final StreamTopics streamTopics;
  private final TopicProvisioner topics;
  private final KafkaCluster kafka;
  private final KafkaAdmin admin;
  private final MeterRegistry meters;

  private volatile boolean running;
  private volatile @Nullable KafkaStreams streams;

  StreamsLifecycle(
      KafkaProperties properties,
      NotificationsTopology topology,
      StreamTopics streamTopics,
      TopicProvisioner topics,
      KafkaCluster kafka,
      KafkaAdmin admin,
      MeterRegistry meters) {
    this.properties = properties;
    this.topology = topology;
    this.streamTopics = streamTopics;
    this.topics = topics;
    this.kafka = kafka;
    this.admin = admin;
    this.meters = meters;
  }

  /** Null until its topics exist. */
  @Nullable KafkaStreams streams() {
    return streams;
  }

  private void run() {
    topics.await(StreamTopics.INPUTS, () -> !running);
    while (running && !hasStarted()) {
      Polling.await(RETRY_INTERVAL, () -> !running);
    }
  }

  private boolean hasStarted() {
    try {
      int customers = kafka.offsets(Topics.CUSTOMER_CHANGE).size();
      int orders = kafka.offsets(Topics.FULFILLMENT_REQUEST).size();
      int statuses = kafka.offsets(Topics.ORDER_STATUS_CHANGE).size();
      if (orders != statuses) {
        log.error(
            "{} has {} partitions and {} has {}: an order must have the same partition in both",
            Topics.FULFILLMENT_REQUEST,
            orders,
            Topics.ORDER_STATUS_CHANGE,
            statuses);
        return false;
      }
      topics.declare(streamTopics.all(orders, customers), () -> !running);
      start(customers);
      return true;
    } catch (KafkaException unreachable) {
      log.warn("Kafka Streams cannot start yet: {}", unreachable.toString());
      return false;
    }
  }

  private synchronized void start(int customers) {
    if (running) {
      var builder = new StreamsBuilder();
      topology.addTo(builder, customers);
      var config = new Properties();
      config.putAll(properties.buildStreamsProperties());
      config.putAll(
          admin.getConfigurationProperties().entrySet().stream()
              .filter(setting -> CONNECTION.matcher(setting.getKey()).lookingAt())
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
      config.put(StreamsConfig.APPLICATION_ID_CONFIG, properties.getStreams().getApplicationId());
      var created = new KafkaStreams(builder.build(config), config, new FencedProducers());
      created.setUncaughtExceptionHandler(new ThreadReplacement());
      new KafkaStreamsMetrics(created).bindTo(meters);
      created.start();
      streams = created;
    }
  }

  @Override
  public void start() {
    running = true;
    var thread = new Thread(this::run, "streams-start");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void stop() {
    running = false;
    if (streams != null) {
      streams.close(CLOSE_TIMEOUT);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
