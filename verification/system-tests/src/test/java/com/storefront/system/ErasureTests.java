package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.events.Topics;
import com.storefront.servers.CarrierServer.Fault;
import com.storefront.servers.KafkaServer;
import com.storefront.servers.MongoServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Marked words and numbers in every field that may contain personal data. After the customer was
 * deleted and the retention is over, no store, topic, log and trace contains them.
 */
@Execution(ExecutionMode.CONCURRENT) // with the other tests: it has servers of its own
class ErasureTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final List<String> TOPICS =
      List.of(Topics.CUSTOMER_CHANGE, Topics.FULFILLMENT_REQUEST, Topics.ORDER_STATUS_CHANGE);
  private static final Set<String> MARKED_TOPICS =
      Stream.concat(
              TOPICS.stream().flatMap(topic -> Stream.of(topic, topic + "-dlt")),
              Stream.of(
                  "notifications-customers-changelog",
                  "notifications-due-mails-changelog",
                  "notifications-open-orders-changelog",
                  "notifications-orders-changelog",
                  "notifications.decided"))
          .collect(Collectors.toCollection(TreeSet::new));

  /** Kafka Streams deletes its records within a minute after they were consumed. */
  private static final String REPARTITION = "notifications-order-lines-repartition";

  private final String word = "canary" + UUID.randomUUID().toString().substring(0, 8);
  private final String email = word + "@example.com";
  private final String phone = "+614" + digits(8);
  private final String otherPhone = "+614" + digits(8);
  private final String cardNumber = withCheckDigit("4" + digits(14));
  private final String[] marks = {word, phone, otherPhone, cardNumber};

  @TempDir private Path folder;
  private Storefront storefront;
  private StorefrontClient client;

  @Test
  void erasesAllPersonalDataOfADeletedCustomer() throws Exception {
    try (var traces = new TraceCollector();
        var mongodb = MongoServer.start(folder.resolve("mongodb"), 0);
        var kafka = KafkaServer.start(folder.resolve("kafka"), 0);
        var mailServer = SmtpServer.start();
        var started =
            new Storefront(
                folder.resolve("logs"), mongodb, kafka, mongodb::uri, traces.settings());
        var notifications =
            started.notifications(
                Map.of("SPRING_MAIL_PORT", Integer.toString(mailServer.port())))) {
      storefront = started;
      notifications.start().awaitReady();
      client = new StorefrontClient(storefront.api());
      String customer = register();
      String finished = finishedOrder(customer);
      String rejected = place(customer);
      decide(rejected, "rejection");
      String undecided = place(customer);
      sendInvalidRecords(customer);
      find();
      assertThat(stores()).contains(word, phone, otherPhone).doesNotContain(cardNumber);
      await("the marked words in each topic")
          .atMost(TIMEOUT)
          .untilAsserted(
              () -> {
                var marked = markedTopics();
                marked.remove(REPARTITION);
                assertThat(marked).isEqualTo(MARKED_TOPICS);
              });
      awaitMail(notifications, finished);

      storefront
          .api()
          .send("DELETE", "/accounts/customers/" + customer, Api.json(""), "If-Match", "*")
          .expect(204);
      client.awaitStatus(undecided, "CANCELLED");
      endRetention(List.of(finished, rejected, undecided));
      await("no personal data in the stores")
          .atMost(TIMEOUT)
          .untilAsserted(() -> assertThat(stores()).doesNotContain(marks));
      keepsWhatBookkeepingNeeds(finished);

      assertThat(mails(notifications)).contains(finished).doesNotContain(marks);

      endRetentionOfTopics();
      await("no personal data in the topics")
          .atMost(TIMEOUT)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                client.register("another@example.com"); // a segment ends when a record follows
                followStores();
                assertThat(markedTopics()).isEmpty();
              });

      assertThat(storefront.logs()).contains("Started AccountsApplication").doesNotContain(marks);
      assertThat(notifications.log())
          .contains("Started NotificationsApplication", "is a dead letter")
          .doesNotContain(marks);
      await("the trace of the deletion")
          .atMost(TIMEOUT)
          .until(() -> String.join("", traces.exports()).contains(customer));
      assertThat(String.join("", traces.exports())).doesNotContain(marks);
    }
  }

  private void keepsWhatBookkeepingNeeds(String order) {
    assertThat(client.order(order).get("recipient").isNull()).isTrue();
    assertThat(client.order(order).get("erasedAt").isNull()).isFalse();
    assertThat(client.order(order).get("total").decimalValue()).isPositive();
    var fulfillment = storefront.api().get("/fulfillment/fulfillments/" + order).expect(200);
    assertThat(fulfillment.body().get("address").isNull()).isTrue();
  }

  private String register() {
    Map<String, Object> request = new HashMap<>();
    request.put(
        "name",
        Map.of(
            "title",
            word,
            "firstName",
            word,
            "middleName",
            word,
            "lastName",
            word,
            "suffix",
            word));
    request.put(
        "contact", Map.of("primaryPhone", phone, "secondaryPhone", otherPhone, "email", email));
    request.put("addresses", List.of(address("SHIPPING"), address("BILLING")));
    request.put(
        "creditCards",
        List.of(
            Map.of(
                "type", "PRIMARY",
                "description", word,
                "number", cardNumber,
                "expiration", "12/39",
                "nameOnCard", word)));
    return storefront
        .api()
        .post("/accounts/customers", request)
        .expect(201)
        .body()
        .get("id")
        .asString();
  }

  private Map<String, String> address(String type) {
    return Map.of(
        "type",
        type,
        "description",
        word,
        "address1",
        word,
        "address2",
        word,
        "city",
        word,
        "state",
        "WA",
        "postalCode",
        "6000",
        "country",
        "AU");
  }

  private String finishedOrder(String customer) {
    String order = place(customer);
    decide(order, "approval");
    client.fulfill(order, "processing");
    skipABooking(order);
    command(
        "/fulfillment/fulfillments/%s/shipment".formatted(order),
        Map.of("shippingMethod", "Drone", "trackingNumber", word, "note", word));
    client.fulfill(order, "transit");
    client.fulfill(order, "receipt");
    client.awaitStatus(order, "RECEIVED");
    return order;
  }

  private void skipABooking(String order) {
    storefront.carrier().set(Fault.REFUSE, 1);
    command(
        "/fulfillment/fulfillments/%s/booking".formatted(order),
        Map.of("carrier", "UPS", "note", word));
    client.awaitStuck(order);
    command("/fulfillment/fulfillments/%s/skip-booking".formatted(order), Map.of("note", word));
  }

  private String place(String customer) {
    client.awaitEmail(customer, email);
    return storefront
        .api()
        .post(
            "/orders/customers/%s/orders".formatted(customer),
            StorefrontClient.order(),
            "Idempotency-Key",
            word + UUID.randomUUID())
        .expect(201)
        .body()
        .get("guid")
        .asString();
  }

  private void decide(String order, String decision) {
    command("/orders/orders/%s/%s".formatted(order, decision), Map.of("note", word));
  }

  private void command(String path, Object body) {
    storefront.api().post(path, body, "If-Match", "*").expect(200);
  }

  /**
   * They become dead letters. The key is that of the customer, as a producer with a bug sends it.
   */
  private void sendInvalidRecords(String customer) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", storefront.kafka().bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      TOPICS.forEach(
          topic ->
              producer.send(
                  new ProducerRecord<>(topic, customer, String.join(" is invalid, ", marks))));
    }
  }

  /** Personal data in the query of a request. */
  private void find() {
    storefront.api().get("/orders/orders?email=" + email).expect(200);
    storefront.api().get("/accounts/customers?lastNamePrefix=" + word).expect(200);
  }

  /** Waits for the timers and makes them due. */
  private void endRetention(List<String> orders) {
    MongoCollection<Document> collection = storefront.collection(Service.ORDERS, "customer.orders");
    for (String order : orders) {
      await("the timer of order " + order)
          .atMost(TIMEOUT)
          .until(
              () ->
                  collection
                          .updateOne(
                              Filters.and(
                                  Filters.eq("_id", order), Filters.eq("timers.name", "erasure")),
                              Updates.set("timers.$.at", new Date()))
                          .getMatchedCount()
                      == 1);
    }
  }

  private static void awaitMail(Instance notifications, String order) {
    await("the mail about order " + order)
        .atMost(TIMEOUT)
        .until(() -> mails(notifications).contains("received~" + order));
  }

  private static String mails(Instance notifications) {
    return new Api(notifications.uri())
        .get("/notifications/mails?status=SENT&size=100")
        .expect(200)
        .response()
        .body();
  }

  /** Adds a record to each partition of the stores; it deletes a row that does not exist. */
  private void followStores() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", storefront.kafka().bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      MARKED_TOPICS.stream()
          .filter(ErasureTests::isStore)
          .flatMap(topic -> producer.partitionsFor(topic).stream())
          .forEach(
              it -> producer.send(new ProducerRecord<>(it.topic(), it.partition(), "-", null)));
    }
  }

  private static boolean isStore(String topic) {
    return topic.endsWith("-changelog");
  }

  /** Shortens the settings that bound the time of a record, to a second. */
  private void endRetentionOfTopics() throws Exception {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (String topic : MARKED_TOPICS) {
      boolean isCompacted = isStore(topic) || topic.equals(Topics.CUSTOMER_CHANGE);
      String setting = isCompacted ? "max.compaction.lag.ms" : "retention.ms";
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic),
          List.of(new AlterConfigOp(new ConfigEntry(setting, "1000"), AlterConfigOp.OpType.SET)));
    }
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", storefront.kafka().bootstrapServers()))) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  /** All documents of all databases of the services that contain a mark, as text. */
  private String stores() {
    List<String> found = new ArrayList<>();
    for (Service service : Service.values()) {
      for (String name : storefront.collections(service)) {
        for (Document document : storefront.collection(service, name).find()) {
          String json = document.toJson();
          if (Stream.of(marks).anyMatch(json::contains)) {
            found.add(service + " " + name + " " + json);
          }
        }
      }
    }
    return String.join("\n", found);
  }

  /** The topics with a record that contains a mark. */
  private Set<String> markedTopics() {
    Set<String> marked = new TreeSet<>();
    new TopicRecords(storefront.kafka().bootstrapServers(), any -> true)
        .read(
            any -> 0,
            record -> {
              if (Stream.of(marks).anyMatch(text(record)::contains)) {
                marked.add(record.topic());
              }
            });
    return marked;
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    var text = new StringBuilder().append(record.key());
    record.headers().forEach(it -> text.append(' ').append(text(it.value())));
    return text.append(' ').append(text(record.value())).toString();
  }

  private static String text(byte[] value) {
    return value == null ? "" : new String(value, UTF_8);
  }

  private static String digits(int count) {
    return ThreadLocalRandom.current()
        .ints(count, 0, 10)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining());
  }

  /** Appends the check digit of Luhn (ISO/IEC 7812-1), without which the number is refused. */
  private static String withCheckDigit(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = Character.digit(number.charAt(number.length() - 1 - i), 10);
      sum += i % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit;
    }
    return number + (10 - sum % 10) % 10;
  }
}
