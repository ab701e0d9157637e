package com.storefront.accounts;

import static com.storefront.test.KafkaTestClient.header;
import static com.storefront.test.KafkaTestClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.PUT;

import com.mongodb.client.MongoCollection;
import com.storefront.accounts.customer.web.TestForms;
import com.storefront.events.Topics;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.messaging.EventHeaders;
import com.storefront.test.RealServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Customers through the whole service, over HTTP, MongoDB and Kafka. */
@RealServers
@Import(AccountsClient.class)
class AccountsApplicationTests {

  @Autowired AccountsClient accounts;
  @Autowired MongoOperations mongo;
  @Autowired SmartLifecycle outboxRelays;
  @LocalServerPort int port;
  @LocalManagementPort int managementPort;

  @BeforeEach
  void deletesAllCustomers() {
    collection().deleteMany(new Document());
  }

  @Test
  void publishesUntilTheLastRequestIsAnswered() {
    assertThat(outboxRelays.getPhase())
        .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
  }

  @Test
  void publishesEveryChangeOnceInOrder() {
    String id = accounts.register();
    accounts.change(PATCH, id, "{\"contact\":{\"email\":\"j@internet.com\"}}", 1).expect(200);
    accounts.change(DELETE, id, "", 2).expect(204);

    List<ConsumerRecord<String, byte[]>> published = published(id, 3);

    assertThat(published)
        .extracting(record -> header(record, EventHeaders.SEQUENCE))
        .containsExactly("1", "2", "3");
    assertThat(published)
        .allSatisfy(
            record -> {
              assertThat(header(record, EventHeaders.SUBJECT)).isEqualTo(id);
              assertThat(header(record, EventHeaders.TYPE)).isEqualTo("CustomerChangeEvent");
              assertThat(header(record, EventHeaders.SOURCE)).isEqualTo("/accounts");
            });
    assertThat(published)
        .extracting(record -> header(record, EventHeaders.ID))
        .doesNotHaveDuplicates();
    CustomerChangeEvent changed =
        JsonMapper.shared().readValue(published.get(1).value(), CustomerChangeEvent.class);
    assertThat(changed.sequence()).isEqualTo(2);
    assertThat(changed.contact().email()).isEqualTo("j@internet.com");
    assertThat(changed.contact().primaryPhone()).isEqualTo("+15556667777");
    assertThat(published.get(2).value()).as("a tombstone").isNull();
  }

  @Test
  void savesAChangeAndItsEventInOneWrite() {
    String id = accounts.register();

    accounts.change(PATCH, id, "{\"name\":{\"suffix\":null}}", 1).expect(200);

    Document document = document(id);
    assertThat(document).containsEntry("version", 2L).containsEntry("eventSequence", 2L);
    assertThat(document.get("eventId")).isNotNull().isEqualTo(document.get("changeId"));
  }

  @Test
  void savesNothingOfAnInvalidCustomer() {
    accounts.post("/customers", "{}").expect(400);
    accounts
        .post("/customers", TestForms.john("$.creditCards[0].expiration", "\"6/19\""))
        .expect(400);
    accounts.post("/customers", TestForms.john("$.addresses[0].type", "\"SHIPPING\"")).expect(400);

    assertThat(collection().countDocuments()).isZero();
  }

  @Test
  void answersNotFoundForADeletedCustomer() {
    String id = accounts.register();

    accounts.change(DELETE, id, "", 1).expect(204);

    accounts.get("/customers/" + id).expect(404);
    accounts.change(PUT, id, TestForms.john(), 2).expect(404);
    accounts.change(PATCH, id, "{}", 2).expect(404);
    accounts.change(DELETE, id, "", 2).expect(404);
    assertThat(accounts.get("/customers").body()).doesNotContain(id);
    assertThat(document(id).toJson()).doesNotContain("John", "Oak", "internet");
  }

  @Test
  void neverUsesAnIdThatAClientChose() {
    String chosen = "6b01064db29f8f4e06d5b478";

    accounts.change(PUT, chosen, TestForms.john(), 1).expect(404);
    var registered =
        accounts
            .post("/customers", TestForms.john().replaceFirst("\\{", "{\"id\":\"" + chosen + "\","))
            .expect(201);

    assertThat(registered.json().path("id").asString()).isNotEqualTo(chosen);
    assertThat(collection().countDocuments()).isEqualTo(1);
  }

  @Test
  void createsOneCustomerForOneIdempotencyKey() {
    String key = UUID.randomUUID().toString();

    List<String> ids =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> accounts.post("/customers", TestForms.john(), key).expect(201))
            .map(answer -> answer.json().path("id").asString())
            .toList();

    assertThat(ids).containsOnly(ids.get(0));
    accounts.post("/customers", TestForms.john("$.name.lastName", "\"Dow\""), key).expect(422);
    assertThat(collection().countDocuments()).isEqualTo(1);
  }

  @Test
  void acceptsOneOfManyConcurrentChangesOfTheSameVersion() {
    String id = accounts.register();

    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> "{\"contact\":{\"email\":\"" + i + "@internet.com\"}}")
            .map(patch -> accounts.change(PATCH, id, patch, 1).status())
            .toList();

    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    assertThat(document(id)).containsEntry("version", 2L);
  }

  @Test
  void keepsTheVersionWhenNothingChanges() {
    String id = accounts.register();
    String read = accounts.get("/customers/" + id).body();

    assertThat(accounts.change(PUT, id, read, 1).headers().getETag()).isEqualTo("\"1\"");
    assertThat(accounts.change(PUT, id, TestForms.john(), 1).headers().getETag())
        .isEqualTo("\"1\"");
    assertThat(accounts.change(PATCH, id, "{}", 1).headers().getETag()).isEqualTo("\"1\"");
    assertThat(document(id)).containsEntry("version", 1L);
  }

  @Test
  void exposesHealthAndMetricsOnTheManagementPortOnly() throws Exception {
    assertThat(status(port, "/accounts/actuator/health")).isEqualTo(404);
    assertThat(status(port, "/actuator/health")).isEqualTo(404);
    assertThat(status(managementPort, "/actuator/health")).isEqualTo(200);
    assertThat(status(managementPort, "/actuator/prometheus")).isEqualTo(200);
    for (String secret : List.of("heapdump", "env", "configprops", "loggers", "threaddump")) {
      assertThat(status(managementPort, "/actuator/" + secret)).as(secret).isEqualTo(404);
    }
  }

  private static int status(int port, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private Document document(String id) {
    return collection().find(new Document("_id", id)).first();
  }

  private MongoCollection<Document> collection() {
    return mongo.getCollection("customer.accounts");
  }

  private static List<ConsumerRecord<String, byte[]>> published(String id, int count) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> records(Topics.CUSTOMER_CHANGE, id), records -> records.size() >= count);
  }
}
