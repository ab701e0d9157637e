package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.storefront.events.Topics;
import com.storefront.servers.LocalServers;
import com.storefront.system.Launcher.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Another producer publishes what only a service may publish. The steps of the runbook, "Another
 * producer has published", repair the copies.
 */
@Order(Integer.MAX_VALUE) // Other tests read whole topics and know nothing of these records.
class ForeignProducerTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final long HIGHEST = (1L << 53) - 1;
  private static final Pattern COMMAND =
      Pattern.compile(
          "getSiblingDB\\(\"(\\w+)\"\\)\\.getCollection\\(\"([\\w.]+)\"\\)\\.(\\w+)\\((.*)\\)'");

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());
  private final Launcher launcher = new Launcher(storefront);
  private final String email = UUID.randomUUID() + "@example.com";

  @Test
  void repairsACopyOfACustomerThatIgnoresAccounts() {
    String customer = client.register("1-" + email);
    client.awaitEmail(customer, "1-" + email);
    publish(
        newest(Topics.CUSTOMER_CHANGE, customer),
        customer,
        HIGHEST,
        event -> ((ObjectNode) event.get("contact")).put("email", "foreign@example.com"));
    client.awaitEmail(customer, "foreign@example.com");
    client.changeEmail(customer, "2-" + email);

    repair(customer, Service.ACCOUNTS, Service.ORDERS);

    client.awaitEmail(customer, "2-" + email);
    client.changeEmail(customer, "3-" + email);
    client.awaitEmail(customer, "3-" + email);
  }

  @Test
  void repairsTheHistoryOfAnOrder() {
    String order = approvedOrder();
    client.fulfill(order, "processing");
    client.awaitStatus(order, "PROCESSING");
    ConsumerRecord<String, byte[]> report = newest(Topics.ORDER_STATUS_CHANGE, order);
    publish(report, order, 3, event -> setStatus(event, "SHIPPED"));
    publish(report, order, HIGHEST, event -> setStatus(event, "RECEIVED"));
    client.awaitStatus(order, "RECEIVED");
    client.fulfill(order, "hold"); // its sequence is taken: becomes a dead letter
    client.fulfill(order, "release");

    repair(order, Service.FULFILLMENT, Service.ORDERS);

    client.awaitStatus(order, "PROCESSING");
    assertThat(client.history(order))
        .containsExactly("CREATED", "APPROVED", "PROCESSING", "ON_HOLD", "PROCESSING");
    client.fulfill(order, "shipment");
    client.awaitStatus(order, "SHIPPED");
  }

  @Test
  void repairsAFulfillmentThatOrdersHasNotRequested() {
    ConsumerRecord<String, byte[]> request =
        newest(Topics.FULFILLMENT_REQUEST, awaitFulfillment(approvedOrder()));
    String order = client.place(client.register("2-" + email));
    publish(request, order, HIGHEST, event -> ((ObjectNode) event.get("order")).put("guid", order));
    client.fulfill(order, "processing");
    client.awaitStatus(order, "PROCESSING");

    repair(order, Service.ORDERS, Service.FULFILLMENT);

    client.awaitStatus(order, "CREATED");
    client.approve(order);
    client.fulfill(order, "cancellation");
    client.awaitStatus(order, "CANCELLED");
    assertThat(client.history(order)).containsExactly("CREATED", "APPROVED", "CANCELLED");
    assertThat(launcher.verify("--older-than", "0").about(order)).isEmpty();
  }

  private String approvedOrder() {
    String order = client.place(client.register(email));
    client.approve(order);
    return order;
  }

  private String awaitFulfillment(String order) {
    client.awaitFulfillment(order);
    return order;
  }

  /** Repeats the steps of the runbook until no difference of the aggregate is left. */
  private void repair(String aggregate, Service source, Service consumer) {
    var management = new Api(storefront.service(consumer).management(), TIMEOUT);
    assertThat(launcher.verify("--older-than", "0").about(aggregate)).isNotEmpty();
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              Output found = launcher.verify("--older-than", "0");
              commands(found, aggregate).forEach(this::execute);
              storefront.republish(source, Map.of());
              management.post("/actuator/deadletters", Map.of("by", "test")).expect(200);
              return found.about(aggregate).isEmpty();
            });
  }

  private static List<MatchResult> commands(Output found, String aggregate) {
    return found
        .text()
        .lines()
        .filter(line -> line.contains("{_id: \"%s\"}".formatted(aggregate)))
        .flatMap(line -> COMMAND.matcher(line).results())
        .toList();
  }

  /** As mongosh would. */
  private void execute(MatchResult command) {
    MongoCollection<Document> collection =
        storefront.collection(
            Service.valueOf(command.group(1).toUpperCase(Locale.ROOT)), command.group(2));
    List<Document> arguments =
        flattened(Document.parse("{arguments: [%s]}".formatted(command.group(4))));
    switch (command.group(3)) {
      case "deleteOne" -> collection.deleteOne(arguments.get(0));
      case "updateOne" ->
          collection.updateOne(arguments.get(0), arguments.subList(1, arguments.size()));
      default -> throw new IllegalArgumentException(command.group());
    }
  }

  /** The filter, then the stages of the update. */
  private static List<Document> flattened(Document command) {
    List<Document> all = new ArrayList<>();
    for (Object argument : command.getList("arguments", Object.class)) {
      if (argument instanceof Document document) {
        all.add(document);
      } else {
        ((List<?>) argument).forEach(stage -> all.add((Document) stage));
      }
    }
    return all;
  }

  private static void setStatus(ObjectNode report, String status) {
    ((ObjectNode) report.get("orderStatusEvent")).put("orderStatusType", status);
  }

  private static ConsumerRecord<String, byte[]> newest(String topic, String aggregate) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    new TopicRecords(LocalServers.kafkaBootstrapServers())
        .read(
            any -> 0,
            record -> {
              if (record.topic().equals(topic) && record.key().equals(aggregate)) {
                found.add(record);
              }
            });
    return found.get(found.size() - 1);
  }

  /** Publishes a changed event as a new one of an aggregate. */
  private static void publish(
      ConsumerRecord<String, byte[]> original,
      String aggregate,
      long sequence,
      Consumer<ObjectNode> change) {
    var event = (ObjectNode) JsonMapper.shared().readTree(original.value());
    event.put("sequence", sequence);
    change.accept(event);
    byte[] value = JsonMapper.shared().writeValueAsBytes(event);
    var foreign =
        new ProducerRecord<>(original.topic(), null, aggregate, value, original.headers());
    set(foreign, "ce_id", UUID.randomUUID().toString());
    set(foreign, "ce_sequence", Long.toString(sequence));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", LocalServers.kafkaBootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(foreign);
    }
  }

  private static void set(ProducerRecord<?, ?> record, String header, String value) {
    record.headers().remove(header);
    record.headers().add(header, value.getBytes(UTF_8));
  }
}
