package com.storefront.accounts.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import com.storefront.accounts.AccountsClient;
import com.storefront.accounts.imports.job.ImportJob;
import com.storefront.events.Topics;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import org.mockito.invocation.InvocationOnMock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import tools.jackson.databind.JsonNode;

/**
 * Fails each write of an import once, before it is made or after it was made. What was to be done
 * after it is lost, as in a crash. System tests kill the process.
 */
@RealServers
@Import(AccountsClient.class)
class ImportCrashPointTests {

  private static final String TABLE =
      TestTables.valid(249) + TestTables.row("Doe", "not an address");

  @Autowired AccountsClient accounts;
  @Autowired MongoOperations mongo;
  @MockitoSpyBean AggregateStore store;

  private final List<String> passed = Collections.synchronizedList(new ArrayList<>());
  private volatile String point = "";

  /** The writes of an import of two jobs. */
  static Stream<String> writes() {
    return Stream.of(
        "insert CustomerImport",
        "insertAll ImportJob",
        "update CustomerImport",
        "update ImportJob 1",
        "insertAll Customer",
        "insert ImportJobResult",
        "update ImportJob 2",
        "updateAll CustomerImport");
  }

  static Stream<String> points() {
    return writes().flatMap(write -> Stream.of(write + ":before", write + ":after"));
  }

  @BeforeEach
  void intercept() {
    mongo.getCollection("customer.accounts").deleteMany(new Document());
    doAnswer(call -> write(call, call.getArgument(0))).when(store).insert(any());
    doAnswer(call -> write(call, call.getArgument(0))).when(store).update(any());
    doAnswer(call -> writeAll(call, call.getArgument(0))).when(store).insertAll(any());
    doAnswer(call -> writeAll(call, call.getArgument(0))).when(store).updateAll(any());
  }

  @AfterEach
  void stopIntercepting() {
    Mockito.reset(store);
  }

  private Object writeAll(InvocationOnMock call, Collection<?> aggregates) throws Throwable {
    return aggregates.isEmpty() ? call.callRealMethod() : write(call, aggregates.iterator().next());
  }

  /** An erased job is written the second time. */
  private Object write(InvocationOnMock call, Object aggregate) throws Throwable {
    String name = call.getMethod().getName() + " " + aggregate.getClass().getSimpleName();
    if (name.equals("update ImportJob")) {
      name += aggregate instanceof ImportJob job && job.rows() == null ? " 2" : " 1";
    }
    passed.add(name);
    crash(name + ":before");
    Object answer = call.callRealMethod();
    crash(name + ":after");
    return answer;
  }

  private synchronized void crash(String place) {
    if (place.equals(point)) {
      point = "";
      throw new IllegalStateException("Crash at " + place);
    }
  }

  @Test
  void listsEveryWrite() {
    accounts.upload("/imports", TABLE, "complete").expect(202);
    awaitFinished("complete");

    assertThat(new LinkedHashSet<>(passed)).containsExactlyInAnyOrderElementsOf(writes().toList());
  }

  @ParameterizedTest
  @MethodSource("points")
  void createsEachCustomerOnce(String point) {
    this.point = point;

    JsonNode completed = awaitFinished("key of " + point);

    assertThat(this.point).as("not reached").isEmpty();
    assertThat(completed.path("status").asString()).isEqualTo("COMPLETED");
    assertThat(completed.path("created").asInt()).isEqualTo(249);
    assertThat(completed.path("refused").asInt()).isEqualTo(1);
    assertThat(mongo.getCollection("customer.accounts").distinct("contact.email", String.class))
        .hasSize(249);
    assertThat(mongo.getCollection("customer.accounts").countDocuments()).isEqualTo(249);
    String id = completed.path("id").asString();
    assertThat(accounts.get("/imports/" + id + "/result.csv").expect(200).body().lines())
        .hasSize(251);
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(KafkaTestClient.records(Topics.IMPORT_COMPLETED, id)).hasSize(1));
    Awaitility.await()
        .until(
            () ->
                mongo
                        .getCollection("customer.import.jobs")
                        .countDocuments(
                            new Document("importId", id)
                                .append("rows", new Document("$exists", true)))
                    == 0);
  }

  /** Repeats the upload until it is accepted, and waits until all jobs are done. */
  private JsonNode awaitFinished(String key) {
    String id =
        Awaitility.await()
            .until(() -> accounts.upload("/imports", TABLE, key), answer -> answer.status() == 202)
            .json()
            .path("id")
            .asString();
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> accounts.get("/imports/" + id).expect(200).json(),
            it -> !it.path("finishedAt").isNull());
  }
}
