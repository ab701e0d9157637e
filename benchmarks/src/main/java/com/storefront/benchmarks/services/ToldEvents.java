package com.storefront.benchmarks.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.events.EventHeaders;
import com.storefront.events.Topics;
import com.storefront.local.servers.LocalServers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Tells orders what the two other services would, as they would. */
final class ToldEvents implements AutoCloseable {

  private static final int PARTITIONS = 3;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, Object> SERVERS =
      Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers());

  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(SERVERS, new StringSerializer(), new ByteArraySerializer());

  /** Makes the topics that orders follows. */
  static void declareTopics() throws InterruptedException {
    try (var admin = Admin.create(SERVERS)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.CUSTOMER_CHANGE, PARTITIONS, (short) 1),
                  new NewTopic(Topics.ORDER_STATUS_CHANGE, PARTITIONS, (short) 1)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns before the broker has it; see {@link #flush}. */
  void tell(String topic, String source, String subject, long sequence, Object event) {
    var told = new ProducerRecord<>(topic, subject, JSON.writeValueAsBytes(event));
    header(told, EventHeaders.SPEC_VERSION, "1.0");
    header(told, EventHeaders.ID, UUID.randomUUID().toString());
    header(told, EventHeaders.TYPE, event.getClass().getSimpleName());
    header(told, EventHeaders.SOURCE, source);
    header(told, EventHeaders.SUBJECT, subject);
    header(told, EventHeaders.TIME, Instant.now().toString());
    header(told, EventHeaders.SEQUENCE, Long.toString(sequence));
    header(told, EventHeaders.CONTENT_TYPE, "application/json");
    header(told, EventHeaders.TRACE_PARENT, traceParent());
    producer.send(told);
  }

  private static void header(ProducerRecord<String, byte[]> told, String name, String value) {
    told.headers().add(name, value.getBytes(UTF_8));
  }

  private static String traceParent() {
    var trace = UUID.randomUUID();
    return "00-%016x%016x-%016x-01"
        .formatted(
            trace.getMostSignificantBits(),
            trace.getLeastSignificantBits(),
            trace.getMostSignificantBits());
  }

  /** Returns when the broker has everything. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
