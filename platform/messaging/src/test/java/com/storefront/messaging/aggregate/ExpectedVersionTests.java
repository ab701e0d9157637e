package com.storefront.messaging.aggregate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedVersionTests {

  @Test
  void acceptsTheEntityTagOfTheVersion() {
    ExpectedVersion expected = ExpectedVersion.valueOf("\"42\"");

    assertThatCode(() -> expected.check(42)).doesNotThrowAnyException();
    assertThatThrownBy(() -> expected.check(43))
        .isInstanceOf(VersionMismatch.class)
        .hasMessageContaining("version 43");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        " * ",
        "\"1\",\"2\"",
        "\"x\" , \"2\"",
        "W/\"1\", \"2\"",
        "\"2\" ,",
        ",\"2\"",
        "\"a,b\",\"2\""
      })
  void acceptsAnyOfTheListedTags(String ifMatch) {
    assertThatCode(() -> ExpectedVersion.valueOf(ifMatch).check(2)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"02\"", "\"-2\"", "\"99999999999999999999\"", "\"\"", "\"abc\"", "\"1\", \"3\""})
  void namesTheCurrentTagIfNoTagMatches(String ifMatch) {
    assertThatThrownBy(() -> ExpectedVersion.valueOf(ifMatch).check(2))
        .isInstanceOf(VersionMismatch.class)
        .hasMessage("The resource is at version 2: its entity tag is \"2\". Read it again.");
  }

  @Test
  void neverMatchesAWeakTag() {
    assertThatThrownBy(() -> ExpectedVersion.valueOf("W/\"2\"").check(2))
        .isInstanceOf(VersionMismatch.class)
        .hasMessageContaining("a tag with W/ never matches");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "2",
        "w/\"2\"",
        "W/2",
        "\"2",
        "2\"",
        "\"2\" \"3\"",
        ",",
        "**",
        "*, \"2\"",
        "\"a b\"",
        "'2'"
      })
  void refusesWhatIsNoEntityTag(String ifMatch) {
    assertThatThrownBy(() -> ExpectedVersion.valueOf(ifMatch))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
