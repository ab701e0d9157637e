package com.storefront.accounts.card;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Cards for tests, encrypted with a fixed key at a fixed time. */
public final class TestCards {

  public static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123Z");
  public static final String VISA = "4111111111111111";

  static final String AMEX = "378282246310005";
  static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private TestCards() {}

  static CardCipher cipher() {
    return new CardCipher(new CardKeys(KEY, List.of()));
  }

  public static CardEncryption encryption() {
    return new CardEncryption(cipher(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  public static CardDetails visa() {
    return details(CreditCardType.PRIMARY, VISA, null, "6/29");
  }

  static CardDetails details(CreditCardType type, String number, String last4, String expiration) {
    return new CardDetails(
        type,
        "VISA",
        number == null ? null : CardNumber.parse(number),
        last4,
        expiration,
        "John S. Doe");
  }

  /** The problem of the second card's number. */
  public static CardNotAccepted notAccepted() {
    return new CardNotAccepted(1, "number", "is required");
  }
}
