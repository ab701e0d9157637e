package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTests {

  @ParameterizedTest
  @ValueSource(strings = {"", "Müller, 東京 \uD83D\uDE80", "a\\u000Ab", "{\"id\": 'x'} <&> %s {}"})
  void keepsPrintableText(String text) {
    assertThat(Printable.of(text)).isEqualTo(text);
  }

  @Test
  void escapesControlCharacters() {
    assertThat(Printable.of("a\r\nb\u001B[31m\u0007\u0000\u009B\u2028"))
        .isEqualTo("a\\u000D\\u000Ab\\u001B[31m\\u0007\\u0000\\u009B\\u2028");
  }

  @Test
  void escapesControlsOfTheWritingDirection() {
    assertThat(Printable.of("\u202Etxt.exe\u2066\u200F")).isEqualTo("\\u202Etxt.exe\\u2066\\u200F");
  }

  @Test
  void escapesUnpairedSurrogates() {
    assertThat(Printable.of("\uD83D-\uDE80")).isEqualTo("\\uD83D-\\uDE80");
  }

  @Test
  void cutsOffLongText() {
    assertThat(Printable.of("x".repeat(1_000_000))).isEqualTo("x".repeat(200) + "…");
    assertThat(Printable.of("abc\uD83D\uDE80", 4)).isEqualTo("abc…");
    assertThat(Printable.of("ab\n", 4)).isEqualTo("ab…");
    assertThat(Printable.of(null)).isEmpty();
  }

  @Test
  void keepsItsOwnResult() {
    String printed = Printable.of("\n".repeat(100));

    assertThat(Printable.of(printed)).isEqualTo(printed);
  }
}
