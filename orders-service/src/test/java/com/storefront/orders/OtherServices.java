package com.storefront.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.events.CustomerChangeEvent;
import com.storefront.events.EventHeaders;
import com.storefront.events.OrderStatusChangeEvent;
import com.storefront.events.Topics;
import com.storefront.local.servers.LocalServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Speaks on the topics as accounts and fulfillment do, and hears what this service says. */
public final class OtherServices {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final KafkaProducer<String, byte[]> PRODUCER = producer();

  private OtherServices() {}

  public static void tell(CustomerChangeEvent event) {
    send(
        Topics.CUSTOMER_CHANGE,
        event.id(),
        event.sequence(),
        "event-" + event.id() + "-" + event.sequence(),
        JSON.writeValueAsBytes(event));
  }

  public static void tellDeleted(String customerId, long sequence) {
    send(
        Topics.CUSTOMER_CHANGE, customerId, sequence, "event-" + customerId + "-" + sequence, null);
  }

  public static void tell(OrderStatusChangeEvent event) {
    tell(event, "event-" + event.guid() + "-" + event.sequence());
  }

  public static void tell(OrderStatusChangeEvent event, String eventId) {
    send(
        Topics.ORDER_STATUS_CHANGE,
        event.guid(),
        event.sequence(),
        eventId,
        JSON.writeValueAsBytes(event));
  }

  /** Everything on a topic under this key at this moment. */
  public static List<ConsumerRecord<String, byte[]>> heard(String topic, String key) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, LocalServers.kafkaBootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG, UUID.randomUUID().toString(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var heard = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
      }
      return heard.stream().filter(record -> key.equals(record.key())).toList();
    }
  }

  public static String header(ConsumerRecord<String, byte[]> heard, String name) {
    return new String(heard.headers().lastHeader(name).value(), UTF_8);
  }

  private static void send(
      String topic, String key, long sequence, String eventId, byte @Nullable [] value) {
    var told = new ProducerRecord<>(topic, key, value);
    told.headers()
        .add(EventHeaders.ID, eventId.getBytes(UTF_8))
        .add(EventHeaders.SEQUENCE, Long.toString(sequence).getBytes(UTF_8))
        .add(EventHeaders.TIME, Instant.now().toString().getBytes(UTF_8));
    PRODUCER.send(told);
  }

  private static KafkaProducer<String, byte[]> producer() {
    String servers = LocalServers.kafkaBootstrapServers();
    declareTopics(servers);
    Properties settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private static void declareTopics(String servers) {
    Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    try (Admin admin = Admin.create(settings)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.CUSTOMER_CHANGE, 3, (short) 1),
                  new NewTopic(Topics.ORDER_STATUS_CHANGE, 3, (short) 1)))
          .all()
          .get();
    } catch (Exception e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    }
  }
}
