package com.storefront.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActorTests {

  @ParameterizedTest
  @ValueSource(strings = {"auth0|5f7c8ec7c33c6c004bbafe82", "日本 太郎", "a"})
  void isTheSubjectOfTheToken(String subject) {
    assertThat(Actor.of(() -> subject)).isEqualTo(subject);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void isAnonymousWithoutASubject(String subject) {
    assertThat(Actor.of(() -> subject)).isEqualTo("anonymous");
  }

  @Test
  void isAnonymousWithoutAToken() {
    assertThat(Actor.of(null)).isEqualTo("anonymous");
  }

  @Test
  void isPrintable() {
    assertThat(Actor.of(() -> "a\n\u001B[31m\u202Eb")).isEqualTo("a\\u000A\\u001B[31m\\u202Eb");
  }

  @Test
  void isBounded() {
    assertThat(Actor.of(() -> "x".repeat(255))).hasSize(255);
    assertThat(Actor.of(() -> "x".repeat(1000))).isEqualTo("x".repeat(255) + "…");
  }
}
