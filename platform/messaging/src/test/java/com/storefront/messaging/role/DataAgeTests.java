package com.storefront.messaging.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.mongodb.event.CommandSucceededEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

class DataAgeTests {

  private static final Instant NOW = Instant.parse("2026-11-30T10:15:30.250Z");

  private final DataAge age = new DataAge(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void isThatOfTheOldestAnswer() {
    answer(NOW.minusSeconds(3));
    answer(NOW.minusSeconds(12));
    answer(NOW.minusSeconds(4));

    assertThat(age.seconds()).hasValue(13);
  }

  @Test
  void isZeroAtLeast() {
    answer(NOW.plusSeconds(5));

    assertThat(age.seconds()).hasValue(0);
  }

  @Test
  void isUnknownWithoutAnAnswerOfAReplicaSet() {
    succeed(new BsonDocument());

    assertThat(age.seconds()).isEmpty();
  }

  @Test
  void beginsAnewWithEachRequest() {
    answer(NOW.minusSeconds(12));

    age.reset();

    assertThat(age.seconds()).isEmpty();
  }

  private void answer(Instant operationTime) {
    succeed(
        new BsonDocument(
            "operationTime", new BsonTimestamp((int) operationTime.getEpochSecond(), 1)));
  }

  private void succeed(BsonDocument response) {
    CommandSucceededEvent event = mock();
    given(event.getResponse()).willReturn(response);
    age.commandSucceeded(event);
  }
}
