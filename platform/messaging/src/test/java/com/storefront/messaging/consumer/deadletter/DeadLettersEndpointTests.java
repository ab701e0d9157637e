package com.storefront.messaging.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

class DeadLettersEndpointTests {

  private final DeadLetterService deadLetters = mock();
  private final DeadLettersEndpoint endpoint = new DeadLettersEndpoint(deadLetters);

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "1.5", "many", "", "9999999999"})
  void refusesALimitThatIsNoPositiveNumber(String limit) {
    assertRefused(
        () -> endpoint.list(null, limit, null), "limit must be a whole number from 1 to 1000.");
  }

  @Test
  void listsAThousandAtMost() {
    endpoint.list(null, null, null);
    verify(deadLetters).unresolved(null, null, 100);

    endpoint.list("topic", "5000", "topic-dlt~0~1");
    verify(deadLetters).unresolved("topic", "topic-dlt~0~1", 1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void refusesANamelessOperator(String by) {
    String reason = "by must name the operator, with 1 to 100 characters.";

    assertRefused(() -> endpoint.drop("topic-dlt~0~1", by, null), reason);
    assertRefused(() -> endpoint.replay("topic-dlt~0~1", by), reason);
    assertRefused(() -> endpoint.replayAll(by, null, null), reason);
    assertRefused(() -> endpoint.replayAll("x".repeat(101), null, null), reason);
  }

  private void assertRefused(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvalidEndpointRequestException.class,
            refused -> assertThat(refused.getReason()).isEqualTo(reason));
    verifyNoInteractions(deadLetters);
  }
}
