package com.storefront.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.CustomerChangeEvent;
import com.storefront.events.EventHeaders;
import com.storefront.events.Topics;
import com.storefront.local.servers.LocalServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@RealServers
@ExtendWith(OutputCaptureExtension.class)
class AccountsTests {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String NUMBER = "4111111111111111";
  private static final String FORM =
      """
      {"name":{"title":"Mr.","firstName":"John","middleName":"S.","lastName":"Doe","suffix":"Jr."},
       "contact":{"primaryPhone":"555-666-7777","email":"john.doe@internet.com"},
       "addresses":[{"type":"SHIPPING","description":"Home","address1":"123 Oak Street","city":"Sunrise","state":"CA","postalCode":"12345"}],
       "creditCards":[{"type":"PRIMARY","description":"VISA","number":"4111111111111111","expiration":"6/39","nameOnCard":"John S. Doe"}]}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @Autowired MongoOperations mongo;
  @Autowired SmartLifecycle outboxRelays;
  @LocalServerPort int port;
  @LocalManagementPort int managementPort;

  @BeforeEach
  void startsWithNobody() {
    await().atMost(SOON).until(this::nothingIsPending);
    mongo.getCollection("customer.accounts").deleteMany(new Document());
  }

  @Test
  void publishesUntilTheLastRequestIsAnswered() {
    assertThat(outboxRelays.getPhase())
        .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
  }

  @Test
  @DisplayName("A2, A3, A6, B4, B5: tells every change once, keyed and numbered; a deletion too")
  void tellsEveryChange() {
    String id = register();
    ok(send("PATCH", "/customers/" + id, "{\"contact\":{\"email\":\"j@internet.com\"}}", 1));
    assertThat(send("DELETE", "/customers/" + id, null, 2).statusCode()).isEqualTo(204);

    List<ConsumerRecord<String, byte[]>> told = told(id, 3);

    assertThat(told)
        .extracting(record -> header(record, EventHeaders.SEQUENCE))
        .containsExactly("1", "2", "3");
    assertThat(told).extracting(record -> header(record, EventHeaders.SUBJECT)).containsOnly(id);
    assertThat(told)
        .extracting(record -> header(record, EventHeaders.TYPE))
        .containsOnly("CustomerChangeEvent");
    assertThat(told)
        .extracting(record -> header(record, EventHeaders.SOURCE))
        .containsOnly("/accounts");
    assertThat(told).extracting(record -> header(record, EventHeaders.ID)).doesNotHaveDuplicates();
    CustomerChangeEvent changed = json.readValue(told.get(1).value(), CustomerChangeEvent.class);
    assertThat(changed.sequence()).isEqualTo(2);
    assertThat(changed.contact().email()).isEqualTo("j@internet.com");
    assertThat(changed.contact().primaryPhone()).isEqualTo("555-666-7777");
    assertThat(told.get(2).value()).as("a tombstone").isNull();
  }

  @Test
  @DisplayName("A2: saves a change and its event in one write")
  void savesAChangeAndItsEventInOneWrite() {
    String id = register();
    ok(send("PATCH", "/customers/" + id, "{\"name\":{\"suffix\":null}}", 1));

    Document document = document(id);

    assertThat(document).containsEntry("version", 2L).containsEntry("eventSequence", 2L);
    assertThat(document.get("eventId")).isNotNull().isEqualTo(document.get("changeId"));
  }

  @Test
  @DisplayName("A4: stores and tells nothing of what is no customer")
  void storesNothingOfWhatIsNoCustomer() {
    assertThat(send("POST", "/customers", "{}").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/customers", FORM.replace("6/39", "6/19")).statusCode())
        .isEqualTo(400);

    assertThat(stored()).isZero();
  }

  @Test
  @DisplayName("A6: answers 404 for who was deleted, and never gives the id again")
  void forgetsWhoWasDeleted() {
    String id = register();
    send("DELETE", "/customers/" + id, null, 1);

    assertThat(send("GET", "/customers/" + id, null).statusCode()).isEqualTo(404);
    assertThat(send("PUT", "/customers/" + id, FORM, 2).statusCode()).isEqualTo(404);
    assertThat(send("PATCH", "/customers/" + id, "{}", 2).statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/customers/" + id, null, 2).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/customers", null).body()).doesNotContain(id);
    assertThat(document(id).toJson()).doesNotContain("John", "Oak", "internet");
  }

  @Test
  @DisplayName("C8: neither creates nor renames under a client's id")
  void choosesIdsItself() {
    String chosen = "6b01064db29f8f4e06d5b478";

    assertThat(send("PUT", "/customers/" + chosen, FORM, 1).statusCode()).isEqualTo(404);
    JsonNode registered =
        created(
            send("POST", "/customers", FORM.replaceFirst("\\{", "{\"id\":\"" + chosen + "\",")));

    assertThat(registered.path("id").asString()).isNotEqualTo(chosen);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  @DisplayName("C11: creates once for one Idempotency-Key, however often it is asked, also at once")
  void createsOnceForOneKey() {
    String key = UUID.randomUUID().toString();

    List<String> ids =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> created(send("POST", "/customers", FORM, "Idempotency-Key", key)))
            .map(customer -> customer.path("id").asString())
            .toList();
    HttpResponse<String> other =
        send("POST", "/customers", FORM.replace("Doe", "Dow"), "Idempotency-Key", key);

    assertThat(ids).containsOnly(ids.get(0));
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  @DisplayName("C11, A9: lets one of many changes of the same version win")
  void letsOneOfManyChangesWin() {
    String id = register();

    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> "{\"contact\":{\"email\":\"" + i + "@internet.com\"}}")
            .map(patch -> send("PATCH", "/customers/" + id, patch, 1).statusCode())
            .toList();

    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    assertThat(document(id)).containsEntry("version", 2L);
  }

  @Test
  void keepsTheVersionWhenNothingChanges() {
    String id = register();
    String read = send("GET", "/customers/" + id, null).body();

    assertThat(send("PUT", "/customers/" + id, read, 1).headers().firstValue("ETag"))
        .hasValue("\"1\"");
    assertThat(send("PUT", "/customers/" + id, FORM, 1).headers().firstValue("ETag"))
        .hasValue("\"1\"");
    assertThat(send("PATCH", "/customers/" + id, "{}", 1).headers().firstValue("ETag"))
        .hasValue("\"1\"");
    assertThat(document(id)).containsEntry("version", 1L);
  }

  @Test
  @DisplayName("D1, D4: no card number leaves, in an answer, a log, a document or a record")
  void letsNoCardNumberLeave(CapturedOutput log) {
    LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    List<String> talkative = List.of("org.springframework.web", "com.storefront", "org.mongodb");
    talkative.forEach(logger -> logging.setLogLevel(logger, LogLevel.TRACE));

    String id = register();
    List<HttpResponse<String>> answers =
        List.of(
            ok(send("PUT", "/customers/" + id, FORM.replace("VISA", "Visa"), 1)),
            send("PUT", "/customers/" + id, FORM.replace("6/39", "6/19"), 2),
            send("PUT", "/customers/" + id, FORM.replace("John", ""), 2),
            send("POST", "/customers", FORM.replace(NUMBER, NUMBER + "1")),
            send("POST", "/customers", FORM.replace("\"" + NUMBER + "\"", NUMBER)),
            send("GET", "/customers/" + id, null),
            send("GET", "/customers", null),
            send("GET", "/customers/summary", null));

    talkative.forEach(logger -> logging.setLogLevel(logger, null));
    assertThat(answers).extracting(HttpResponse::body).noneMatch(body -> body.contains(NUMBER));
    assertThat(told(id, 2))
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .noneMatch(event -> event.contains("1111") || event.contains("ard"));
    assertThat(document(id).toJson()).doesNotContain(NUMBER);
    assertThat(log.getAll()).contains("customers/" + id).doesNotContain(NUMBER);
  }

  @Test
  @DisplayName("D3: shows of its inside only health, info and figures, on a port of their own")
  void showsLittleOfItsInside() {
    assertThat(get(port, "/accounts/actuator/health")).isEqualTo(404);
    assertThat(get(port, "/actuator/health")).isEqualTo(404);
    assertThat(get(managementPort, "/actuator/health")).isEqualTo(200);
    assertThat(get(managementPort, "/actuator/prometheus")).isEqualTo(200);
    for (String secret : List.of("heapdump", "env", "configprops", "loggers", "threaddump")) {
      assertThat(get(managementPort, "/actuator/" + secret)).as(secret).isEqualTo(404);
    }
  }

  @Test
  @DisplayName("A6: adds the sample customers that are missing, and only those")
  void addsTheSampleCustomersThatAreMissing() {
    String stranger = register();

    assertThat(step("GET")).containsEntry("affected", 3).containsEntry("skipped", 0);
    assertThat(step("POST")).containsEntry("affected", 0).containsEntry("skipped", 3);
    JsonNode mary =
        body(send("GET", "/customers?lastName=smith", null)).at("/_embedded/customers/0");
    send("DELETE", "/customers/" + mary.path("id").asString(), null, 1);
    assertThat(step("POST")).containsEntry("affected", 1).containsEntry("skipped", 2);

    assertThat(body(send("GET", "/customers/summary", null)).path("customers"))
        .extracting(customer -> customer.at("/name/firstName").asString())
        .containsExactlyInAnyOrder("John", "John", "Mary", "Susan");
    assertThat(send("GET", "/customers/" + stranger, null).statusCode()).isEqualTo(200);
  }

  @Test
  void takesTheSampleCustomersBackAsTheyWereAnswered() {
    step("POST");

    JsonNode customers = body(send("GET", "/customers/summary", null)).path("customers");

    assertThat(customers).hasSize(3);
    for (JsonNode customer : customers) {
      ok(send("PUT", "/customers/" + customer.path("id").asString(), customer.toString(), 1));
    }
  }

  @Test
  void describesRequestsThatWorkAsDescribed() {
    JsonNode api = body(send("GET", "/v3/api-docs", null));

    JsonNode form = example(api, api.at("/components/schemas/CustomerForm"));

    created(send("POST", "/customers", form.toString()));
    assertThat(api.at("/openapi").asString()).startsWith("3.1");
    assertThat(api.at("/components/schemas/Name/properties/middleName/type").toString())
        .contains("null");
    assertThat(api.at("/paths/~1customers/post/responses").propertyNames())
        .contains("201", "400", "422")
        .doesNotContain("200");
    assertThat(api.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/customers", "/customers/{id}", "/customers/summary", "/customers/sample");
  }

  /** What Swagger UI would fill in. */
  private static JsonNode example(JsonNode api, JsonNode schema) {
    if (schema.has("$ref")) {
      return example(api, api.at(schema.path("$ref").asString().substring(1)));
    }
    if (schema.has("example")) {
      return schema.path("example");
    }
    if (schema.has("anyOf")) {
      return example(api, schema.at("/anyOf/0"));
    }
    if (schema.has("items")) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      return array.add(example(api, schema.path("items")));
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(property -> object.set(property.getKey(), example(api, property.getValue())));
    return object;
  }

  private String register() {
    return created(send("POST", "/customers", FORM)).path("id").asString();
  }

  private Map<String, Object> step(String method) {
    HttpResponse<String> answer = ok(send(method, "/customers/sample", null));
    return json.readerForMapOf(Object.class).readValue(answer.body());
  }

  private JsonNode created(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return body(answer);
  }

  private static HttpResponse<String> ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private JsonNode body(HttpResponse<String> answer) {
    return json.readTree(answer.body());
  }

  private HttpResponse<String> send(String method, String path, String body, long version) {
    return send(method, path, body, "If-Match", "\"" + version + "\"");
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/accounts" + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return exchange(request.build());
  }

  private int get(int port, String path) {
    return exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build())
        .statusCode();
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  private long stored() {
    return mongo.getCollection("customer.accounts").countDocuments();
  }

  private Document document(String id) {
    return mongo.getCollection("customer.accounts").find(new Document("_id", id)).first();
  }

  private boolean nothingIsPending() {
    return mongo
            .getCollection("customer.accounts")
            .countDocuments(new Document("outbox.at", new Document("$exists", true)))
        == 0;
  }

  /** All that was told of a customer, once there is as much. */
  private static List<ConsumerRecord<String, byte[]>> told(String id, int count) {
    List<ConsumerRecord<String, byte[]>> told = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", LocalServers.kafkaBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.CUSTOMER_CHANGE).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(SOON)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(told::add);
                return told.stream().filter(record -> id.equals(record.key())).count() >= count;
              });
    }
    Stream<ConsumerRecord<String, byte[]>> about =
        told.stream().filter(record -> id.equals(record.key()));
    return about.toList();
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
