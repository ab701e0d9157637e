package com.storefront.accounts.imports;

import static com.storefront.test.KafkaTestClient.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.accounts.AccountsClient;
import com.storefront.accounts.AccountsClient.Answer;
import com.storefront.events.Topics;
import com.storefront.messaging.EventHeaders;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** Imports through the whole service, over HTTP, MongoDB and Kafka. */
@RealServers
@Import(AccountsClient.class)
class ImportJourneyTests {

  @Autowired AccountsClient accounts;
  @Autowired MongoOperations mongo;
  @LocalServerPort int port;

  @Test
  void createsACustomerForEachValidRow() {
    String table =
        TestTables.valid(450)
            + TestTables.row("Doe", "not an address")
            + TestTables.row("", "john@internet.com");
    String id = start(table, UUID.randomUUID().toString()).expect(202).json().path("id").asString();

    JsonNode completed = awaitFinished(id);

    assertThat(completed.path("status").asString()).isEqualTo("COMPLETED");
    assertThat(completed.path("rows").asInt()).isEqualTo(452);
    assertThat(completed.path("created").asInt()).isEqualTo(451);
    assertThat(completed.path("refused").asInt()).isEqualTo(1);
    assertThat(completed.path("jobs").asInt()).isEqualTo(3);

    List<String> result =
        accounts.get("/imports/" + id + "/result.csv").expect(200).body().lines().toList();
    assertThat(result).hasSize(453).first().isEqualTo("row,line,result,customerId,reason");
    assertThat(result.get(451))
        .isEqualTo(
            "451,452,REFUSED,,\"contact.email must be an e-mail address, for example"
                + " john.doe@internet.com\"");
    String customer = result.get(1).split(",")[3];
    assertThat(accounts.get("/customers/" + customer).expect(200).body())
        .contains("john1@internet.com");
  }

  @Test
  void publishesOneCompletion() {
    String id =
        start(TestTables.valid(1000), "completion").expect(202).json().path("id").asString();

    awaitFinished(id);

    Awaitility.await().until(() -> !KafkaTestClient.records(Topics.IMPORT_COMPLETED, id).isEmpty());
    List<ConsumerRecord<String, byte[]>> completions =
        KafkaTestClient.records(Topics.IMPORT_COMPLETED, id);
    assertThat(completions).singleElement();
    assertThat(header(completions.get(0), EventHeaders.TYPE)).isEqualTo("ImportCompletedEvent");
    assertThat(new String(completions.get(0).value(), UTF_8))
        .contains("\"rows\":1000,\"created\":1000,\"refused\":0,\"skipped\":0");
  }

  @Test
  void importsAFileOnceForOneKey() {
    String table = TestTables.valid(5);
    Answer first = start(table, "once").expect(202);
    String id = first.json().path("id").asString();
    awaitFinished(id);

    Answer second = start(table, "once").expect(202);

    assertThat(second.headers().getFirst("Idempotent-Replayed")).isEqualTo("true");
    assertThat(second.json().path("id").asString()).isEqualTo(id);
    assertThat(second.headers().getLocation()).isEqualTo(first.headers().getLocation());
    start(TestTables.valid(6), "once").expect(422);
    assertThat(mongo.getCollection("customer.import.jobs").countDocuments(jobsOf(id))).isEqualTo(1);
  }

  @Test
  void erasesTheRowsOfAJobThatIsDone() {
    String id = start(TestTables.valid(3), "erased").expect(202).json().path("id").asString();

    awaitFinished(id);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        mongo
                            .getCollection("customer.import.jobs")
                            .find(jobsOf(id))
                            .first()
                            .toJson())
                    .doesNotContain("John", "Oak", "internet"));
    assertThat(mongo.getCollection("customer.import.results").find(jobsOf(id)).first().toJson())
        .doesNotContain("John", "Oak", "internet");
    assertThat(KafkaTestClient.records(Topics.IMPORT_JOB, id + "-0001"))
        .allSatisfy(record -> assertThat(new String(record.value(), UTF_8)).doesNotContain("John"));
  }

  @Test
  void refusesWhatIsNotATable() {
    accounts.upload("/imports", "name.title,colour\r\nMr.,red\r\n", "a").expect(422);
    Answer malformed =
        accounts.upload("/imports", TestTables.valid(2) + "Mr.,John\r\n", "a").expect(422);
    accounts.upload("/imports", "x".repeat(20 * 1024 * 1024 + 1), "a").expect(413);
    accounts.post("/imports", "{}", "a").expect(415);
    accounts
        .upload("/imports", TestTables.valid(1), "text/csv;charset=ISO-8859-1", "a")
        .expect(415);
    accounts.upload("/imports", TestTables.valid(1), "text/csv", null).expect(400);
    accounts.upload("/imports", TestTables.valid(1), "text/csv", "").expect(400);

    assertThat(malformed.json().path("type").asString())
        .isEqualTo("urn:storefront:problem:invalid-csv");
    assertThat(malformed.json().path("detail").asString())
        .isEqualTo("Line 4, column 3: the row has 2 values, but there are 12 columns.");
    assertThat(malformed.json().path("line").asInt()).isEqualTo(4);
    assertThat(malformed.json().path("column").asInt()).isEqualTo(3);
  }

  @Test
  void linksWhatCanBeDone() {
    JsonNode started = start(TestTables.valid(400), "links").expect(202).json();
    String id = started.path("id").asString();

    assertThat(started.at("/_links/self/href").asString()).endsWith("/imports/" + id);
    assertThat(started.at("/_links/result/href").asString()).endsWith(id + "/result.csv");
    JsonNode finished = awaitFinished(id);

    assertThat(finished.at("/_links").propertyNames())
        .containsExactlyInAnyOrder("self", "collection", "result");
    assertThat(accounts.get("/imports?cursor=&size=5").expect(200).body()).contains(id);
    accounts.command("/imports/" + id + "/cancellation", "*").expect(409);
    accounts.command("/imports/6b01064db29f8f4e06d5b478/cancellation", "*").expect(404);
    accounts.get("/imports/6b01064db29f8f4e06d5b478/result.csv").expect(404);
  }

  @Test
  void exportsWhatItImported() {
    String email = "=cmd@internet.com";
    awaitFinished(
        start(TestTables.HEADER + TestTables.row("Export", email), "exported")
            .expect(202)
            .json()
            .path("id")
            .asString());

    Answer table = accounts.get("/customers/export.csv?lastName=Export").expect(200);
    Answer lines = accounts.get("/customers/export.ndjson?lastName=Export").expect(200);

    assertThat(table.headers().getFirst("Content-Disposition")).contains("customers.csv");
    assertThat(table.headers().getFirst("Content-Type")).startsWith("text/csv");
    assertThat(table.body().lines()).hasSize(2).last().asString().contains(",'=cmd@internet.com,");
    assertThat(lines.body().lines()).singleElement().asString().contains("\"" + email + "\"");
    assertThat(accounts.upload("/imports", table.body(), "again").expect(202).status())
        .isEqualTo(202);
  }

  /** Else the client would take a part for the whole. */
  @Test
  void endsTheConnectionWhenAnExportFails() {
    StringBuilder table = new StringBuilder(TestTables.HEADER);
    for (int row = 1; row <= 200; row++) {
      table.append(TestTables.row("Broken", "b" + row + "@internet.com"));
    }
    awaitFinished(start(table.toString(), "broken").expect(202).json().path("id").asString());
    mongo
        .getCollection("customer.accounts")
        .updateOne(
            new Document("contact.email", "b200@internet.com"),
            new Document("$set", new Document("version", "unreadable")));
    var export =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/accounts/customers/export.ndjson?lastName=Broken"
                        .formatted(port)))
            .build();

    assertThatThrownBy(() -> HttpClient.newHttpClient().send(export, BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
    mongo.getCollection("customer.accounts").deleteMany(new Document("name.lastName", "Broken"));
  }

  private static Document jobsOf(String id) {
    return new Document("importId", id);
  }

  private Answer start(String table, String key) {
    return accounts.upload("/imports", table, key);
  }

  private JsonNode awaitFinished(String id) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> accounts.get("/imports/" + id).expect(200).json(),
            it -> !it.path("finishedAt").isNull());
  }
}
