package com.storefront.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.ImportCompletedEvent;
import com.storefront.events.Topics;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.stream.Json;
import com.storefront.test.KafkaTestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mails to an operator about imports that were completed. */
class ImportMailsTests {

  private static final String ID = "6b01064db29f8f4e06d5b478";
  private static final String OPERATOR = "operator@shop.example";

  private final ImportCompletedEvent imported = new ImportCompletedEvent(ID, 4, 5, 3, 2, 0);

  @Test
  void decidesAMailWithTheNumbersOfTheImport() {
    try (var stream = TestStream.at(Instant.now(), OPERATOR)) {
      stream.send(Topics.IMPORT_COMPLETED, ID, 4, imported);

      MailDecided mail = stream.decided().get(0);
      assertThat(mail.id()).isEqualTo("imported~" + ID);
      assertThat(mail.kind()).isEqualTo(MailKind.IMPORTED);
      assertThat(mail.key()).isEqualTo(ID);
      assertThat(mail.email()).isEqualTo(OPERATOR);
      assertThat(mail.imported()).isEqualTo(imported);
      assertThat(mail.customerId()).isNull();
    }
  }

  @Test
  void decidesTheSameMailIfTheEventIsDeliveredAgain() {
    var record =
        KafkaTestClient.record(
            Topics.IMPORT_COMPLETED,
            ID,
            4,
            "event",
            ImportCompletedEvent.class,
            Json.bytes(imported));
    try (var stream = TestStream.at(Instant.now(), OPERATOR)) {
      stream.send(Topics.IMPORT_COMPLETED, record);
      stream.advance(Duration.ofMinutes(1));
      stream.send(Topics.IMPORT_COMPLETED, record);

      List<MailDecided> mails = stream.decided();
      assertThat(mails).hasSize(2);
      assertThat(mails.get(1)).isEqualTo(mails.get(0));
    }
  }

  @Test
  void decidesNoMailWithoutAnAddress() {
    try (var stream = TestStream.at(Instant.now(), "")) {
      stream.send(Topics.IMPORT_COMPLETED, ID, 4, imported);

      assertThat(stream.decided()).isEmpty();
    }
  }

  @Test
  void decidesNoMailAboutAnImportThatIsOlderThanADay() {
    try (var stream = TestStream.at(Instant.now().plus(Duration.ofDays(1)), OPERATOR)) {
      stream.advance(Duration.ofMinutes(1));
      stream.send(Topics.IMPORT_COMPLETED, ID, 4, imported);

      assertThat(stream.decided()).isEmpty();
      assertThat(stream.count("storefront.mail.too.old")).isEqualTo(1);
    }
  }

  @Test
  void sendsAnUnreadableRecordToTheDeadLetters() {
    try (var stream = TestStream.at(Instant.now(), OPERATOR)) {
      stream.send(
          Topics.IMPORT_COMPLETED,
          KafkaTestClient.record(
              Topics.IMPORT_COMPLETED,
              ID,
              4,
              "event",
              ImportCompletedEvent.class,
              "{}".getBytes(UTF_8)));

      assertThat(stream.deadLetters(Topics.IMPORT_COMPLETED)).hasSize(1);
      assertThat(stream.decided()).isEmpty();
    }
  }
}
