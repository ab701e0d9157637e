package com.storefront.accounts.card;

import static com.storefront.test.KafkaTestClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.PUT;

import com.storefront.accounts.AccountsClient;
import com.storefront.accounts.AccountsClient.Answer;
import com.storefront.accounts.customer.web.TestForms;
import com.storefront.events.Topics;
import com.storefront.test.RealServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
@Import(AccountsClient.class)
@ExtendWith(OutputCaptureExtension.class)
class CardNumberSecrecyTests {

  private static final String NUMBER = "4111111111111111";
  private static final String JOHN = TestForms.john("$.creditCards[0].number", '"' + NUMBER + '"');

  private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

  @Autowired AccountsClient accounts;
  @Autowired MongoOperations mongo;

  @BeforeEach
  void logEverything() {
    setLevel(LogLevel.TRACE);
  }

  @AfterEach
  void logAsUsual() {
    setLevel(null);
  }

  @Test
  void noAnswerLogDocumentOrRecordContainsACardNumber(CapturedOutput log) {
    Answer registered = accounts.post("/customers", JOHN).expect(201);
    String id = registered.json().path("id").asString();
    List<Answer> answers =
        List.of(
            registered,
            accounts.change(PUT, id, JOHN.replace("VISA", "Visa"), 1).expect(200),
            accounts.change(PUT, id, JOHN.replace("6/29", "6/19"), 2).expect(400),
            accounts.change(PUT, id, JOHN.replace("Mr.", ""), 2).expect(400),
            accounts.post("/customers", JOHN.replace(NUMBER, NUMBER + "1")).expect(400),
            accounts.post("/customers", JOHN.replace('"' + NUMBER + '"', NUMBER)).expect(400),
            accounts.get("/customers/" + id),
            accounts.get("/customers"),
            accounts.get("/customers/summary"));

    assertThat(answers).extracting(Answer::body).noneMatch(body -> body.contains(NUMBER));
    var published =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> records(Topics.CUSTOMER_CHANGE, id), records -> records.size() == 2);
    assertThat(published)
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .noneMatch(event -> event.contains("1111") || event.contains("ard"));
    Document document =
        mongo.getCollection("customer.accounts").find(new Document("_id", id)).first();
    assertThat(document.toJson()).doesNotContain(NUMBER);
    assertThat(log.getAll()).contains("customers/" + id).doesNotContain(NUMBER);
  }

  /** Sets the level of all loggers that see a request, except those of the test's own client. */
  private void setLevel(LogLevel level) {
    for (String logger : List.of("org.springframework.web", "com.storefront", "org.mongodb")) {
      logging.setLogLevel(logger, level);
    }
    logging.setLogLevel("org.springframework.web.client", level == null ? null : LogLevel.INFO);
  }
}
