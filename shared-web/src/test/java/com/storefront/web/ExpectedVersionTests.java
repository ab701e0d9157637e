package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedVersionTests {

  @Test
  void acceptsTheTagThatItsVersionIsToldBy() {
    ExpectedVersion expected = ExpectedVersion.parse(ETags.of(42));

    assertThatCode(() -> expected.check(42)).doesNotThrowAnyException();
    assertThatThrownBy(() -> expected.check(43))
        .isInstanceOf(PreconditionFailed.class)
        .hasMessageContaining("version 43");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", " * ", "\"1\",\"2\"", "\"x\" , \"2\"", "W/\"1\", \"2\""})
  void acceptsAnyOfTheTagsThatAreNamed(String ifMatch) {
    assertThatCode(() -> ExpectedVersion.parse(ifMatch).check(2)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2",
        "W/\"2\"",
        "\"02\"",
        "\"2",
        "\"-2\"",
        "\"99999999999999999999\"",
        "\"\"",
        ",",
        "**"
      })
  void acceptsNothingThatWasNeverAVersion(String ifMatch) {
    assertThatThrownBy(() -> ExpectedVersion.parse(ifMatch).check(2))
        .isInstanceOf(PreconditionFailed.class);
  }
}
