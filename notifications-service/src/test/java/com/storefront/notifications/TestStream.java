package com.storefront.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.events.Topics;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.customer.Preferences;
import com.storefront.events.order.OrderStatusType;
import com.storefront.notifications.digest.CalendarWeeks;
import com.storefront.notifications.digest.CatchUp;
import com.storefront.notifications.digest.DecisionMetrics;
import com.storefront.notifications.digest.DigestSettings;
import com.storefront.notifications.digest.Weeks;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.order.OrderLine;
import com.storefront.notifications.stream.Json;
import com.storefront.test.KafkaTestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The stream without a broker, and the events that other services publish to it. */
final class TestStream implements AutoCloseable {

  static final Preferences ALL = new Preferences(true, true);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private Instant now;
  private boolean caughtUp = true;

  private TestStream(Instant start, Weeks weeks, String recipient) {
    var builder = new StreamsBuilder();
    var gate =
        new CatchUp() {
          @Override
          public boolean hasCaughtUp() {
            return caughtUp;
          }

          @Override
          public boolean isReadyFor(String week) {
            return caughtUp;
          }
        };
    new NotificationsTopology(
            gate, weeks, new DecisionMetrics(meters), meters, new NotificationSettings(recipient))
        .addTo(builder, 1);
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "notifications");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
        "org.apache.kafka.streams.processor.WallclockTimestampExtractor");
    now = start;
    driver = new TopologyTestDriver(builder.build(), properties, start);
  }

  /**
   * @param start RFC 3339
   */
  static TestStream at(String start) {
    return at(start, "UTC");
  }

  static TestStream at(String start, String zone) {
    return at(start, weeks(zone, DayOfWeek.MONDAY, "06:00"));
  }

  static TestStream at(String start, Weeks weeks) {
    return new TestStream(Instant.parse(start), weeks, "");
  }

  /**
   * @param recipient to whom completed imports are mailed; empty means no mail
   */
  static TestStream at(Instant start, String recipient) {
    return new TestStream(start, weeks("UTC", DayOfWeek.MONDAY, "06:00"), recipient);
  }

  static Weeks weeks(String zone, DayOfWeek day, String time) {
    return new CalendarWeeks(
        new DigestSettings(ZoneId.of(zone), day, LocalTime.parse(time), Duration.ofHours(24)));
  }

  /** As if the stream had a backlog. */
  void fallBehind() {
    caughtUp = false;
  }

  void catchUp() {
    caughtUp = true;
  }

  Instant now() {
    return now;
  }

  /** The clock runs in one step: what is due at a clock's tick happens once. */
  void advance(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  void customer(String id, long sequence, Preferences preferences) {
    customer(id, sequence, id + "@shop.example", preferences);
  }

  void customer(String id, long sequence, String email, Preferences preferences) {
    send(
        Topics.CUSTOMER_CHANGE,
        id,
        sequence,
        TestEvents.customer(id, sequence, email, preferences));
  }

  void deleted(String id, long sequence) {
    String eventId = KafkaTestClient.eventId(id, sequence);
    send(
        Topics.CUSTOMER_CHANGE,
        KafkaTestClient.record(
            Topics.CUSTOMER_CHANGE, id, sequence, eventId, CustomerChangeEvent.class, null));
  }

  void request(String guid, String customer) {
    send(Topics.FULFILLMENT_REQUEST, guid, 2, TestEvents.request(guid, customer, now));
  }

  void status(String guid, long sequence, OrderStatusType status) {
    send(
        Topics.ORDER_STATUS_CHANGE, guid, sequence, TestEvents.status(guid, sequence, status, now));
  }

  void send(String topic, String key, long sequence, Object event) {
    send(topic, key, sequence, KafkaTestClient.eventId(key, sequence), event);
  }

  void send(String topic, String key, long sequence, String eventId, Object event) {
    send(
        topic,
        KafkaTestClient.record(topic, key, sequence, eventId, event.getClass(), Json.bytes(event)));
  }

  void send(String topic, ProducerRecord<String, byte[]> record) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), (Long) null));
  }

  /** The mails that were decided since the last call. */
  List<MailDecided> decided() {
    return driver
        .createOutputTopic(
            MailDecided.TOPIC,
            new StringDeserializer(),
            Json.serde(MailDecided.class).deserializer())
        .readValuesToList();
  }

  List<String> decidedIds() {
    return decided().stream().map(MailDecided::id).toList();
  }

  /** The dead letters of a topic, and their causes, since the last call. */
  List<String> deadLetters(String topic) {
    var causes = new ArrayList<String>();
    driver
        .createOutputTopic(topic + "-dlt", new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .forEach(
            it ->
                causes.add(
                    it.key()
                        + ": "
                        + new String(it.headers().lastHeader("dlt_cause").value(), UTF_8)));
    return causes;
  }

  /** By customer and order. */
  Map<String, OrderLine> openOrders() {
    return rows("open-orders");
  }

  <T> Map<String, T> rows(String store) {
    KeyValueStore<String, T> rows = driver.getKeyValueStore(store);
    var all = new HashMap<String, T>();
    try (KeyValueIterator<String, T> iterator = rows.all()) {
      iterator.forEachRemaining(row -> all.put(row.key, row.value));
    }
    return all;
  }

  double count(String counter) {
    return meters.get(counter).counters().stream().mapToDouble(it -> it.count()).sum();
  }

  double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  @Override
  public void close() {
    driver.close();
  }
}
