package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.storefront.events.Topics;
import com.storefront.test.KafkaTestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports with two instances of accounts, one of which is killed. {@code -Dstorefront.import.rows}
 * sets the number of rows.
 */
class ImportTests {

  private static final int ROWS = Integer.getInteger("storefront.import.rows", 5_000);
  private static final int REFUSED_EACH = 100;
  private static final int KILLS = 3;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Storefront storefront = Storefront.running();
  private final String domain = "import-" + UUID.randomUUID() + ".example";
  private final MongoCollection<Document> customers =
      storefront.collection(Service.ACCOUNTS, "customer.accounts");
  private final MongoCollection<Document> jobs =
      storefront.collection(Service.ACCOUNTS, "customer.import.jobs");

  @Test
  void createsEachCustomerOnceAlthoughAnInstanceIsKilled() {
    try (Instance other = storefront.another(Service.ACCOUNTS).start().awaitReady()) {
      String id = upload(storefront.api().base(), ROWS, UUID.randomUUID().toString());

      for (int kill = 1; kill <= KILLS; kill++) {
        int jobsBefore = (ROWS / 200) * kill / (KILLS + 2);
        awaitJobs(id, jobsBefore);
        other.kill();
        other.start();
      }
      JsonNode finished = awaitFinished(id);

      assertThat(finished.get("status").asString()).isEqualTo("COMPLETED");
      assertThat(finished.get("rows").asInt()).isEqualTo(ROWS);
      assertThat(finished.get("refused").asInt()).isEqualTo(ROWS / REFUSED_EACH);
      assertThat(finished.get("created").asInt()).isEqualTo(ROWS - ROWS / REFUSED_EACH);
      assertComplete(id, ROWS);
      Duration took =
          Duration.between(
              Instant.parse(finished.get("createdAt").asString()),
              Instant.parse(finished.get("finishedAt").asString()));
      System.out.printf(
          "import: %,d rows in %.1f s, %,d rows/s with %d kills%n",
          ROWS, took.toMillis() / 1000.0, ROWS * 1000L / took.toMillis(), KILLS);
    }
  }

  @Test
  void continuesAnUploadThatIsRepeatedAfterItsInstanceWasKilled() {
    String key = UUID.randomUUID().toString();
    try (Instance other = storefront.another(Service.ACCOUNTS).start().awaitReady()) {
      long before = jobs.countDocuments();
      var interrupted = new Thread(() -> uploadWithoutAnswer(other.uri(), key));
      interrupted.start();
      await()
          .atMost(TIMEOUT)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> jobs.countDocuments() > before);
      other.kill();

      String id = upload(storefront.api().base(), ROWS, key);

      JsonNode finished = awaitFinished(id);
      assertThat(finished.get("created").asInt()).isEqualTo(ROWS - ROWS / REFUSED_EACH);
      assertComplete(id, ROWS);
    }
  }

  /** Each customer once, one completion, a result for each row, and no personal data beside. */
  private void assertComplete(String id, int rows) {
    List<String> emails = new ArrayList<>();
    customers
        .find(Filters.regex("contact.email", "@" + domain + "$"))
        .map(it -> it.get("contact", Document.class).getString("email"))
        .into(emails);
    assertThat(emails).hasSize(rows - rows / REFUSED_EACH).doesNotHaveDuplicates();
    await().untilAsserted(() -> assertThat(completions(id)).hasSize(1));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jobs.countDocuments(
                            Filters.and(Filters.eq("importId", id), Filters.exists("rows"))))
                    .isZero());
    String result = get("/accounts/imports/" + id + "/result.csv");
    assertThat(result.lines().skip(1)).hasSize(rows);
    assertThat(result).doesNotContain(domain);
  }

  /** A record that is published again after a crash has the same id. */
  private List<String> completions(String id) {
    return KafkaTestClient.records(Topics.IMPORT_COMPLETED, id).stream()
        .map(record -> KafkaTestClient.header(record, "ce_id"))
        .distinct()
        .toList();
  }

  private void awaitJobs(String id, int finished) {
    await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> read(id).get("finishedJobs").asInt() >= finished);
  }

  private JsonNode awaitFinished(String id) {
    return await().atMost(TIMEOUT).until(() -> read(id), it -> !it.get("finishedAt").isNull());
  }

  private JsonNode read(String id) {
    return storefront.api().get("/accounts/imports/" + id).expect(200).body();
  }

  private String upload(URI base, int rows, String key) {
    HttpResponse<String> answer = send(uploadOf(base, rows, key));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JsonMapper.shared().readTree(answer.body()).get("id").asString();
  }

  private void uploadWithoutAnswer(URI base, String key) {
    try {
      send(uploadOf(base, ROWS, key));
    } catch (UncheckedIOException killed) {
      // The instance was killed before it answered.
    }
  }

  private HttpRequest uploadOf(URI base, int rows, String key) {
    return HttpRequest.newBuilder(base.resolve("/accounts/imports"))
        .timeout(TIMEOUT)
        .header("Content-Type", "text/csv")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(ImportTable.of(rows, domain, REFUSED_EACH)))
        .build();
  }

  private String get(String path) {
    return send(HttpRequest.newBuilder(storefront.api().base().resolve(path)).build()).body();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
