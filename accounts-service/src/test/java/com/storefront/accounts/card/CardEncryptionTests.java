package com.storefront.accounts.card;

import static com.storefront.accounts.card.CreditCardType.ALTERNATE;
import static com.storefront.accounts.card.CreditCardType.PRIMARY;
import static com.storefront.accounts.card.TestCards.AMEX;
import static com.storefront.accounts.card.TestCards.VISA;
import static com.storefront.accounts.card.TestCards.details;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardEncryptionTests {

  private static final String CUSTOMER = "6b01064db29f8f4e06d5b478";

  private final CardEncryption encryption = TestCards.encryption();

  @Test
  void encryptsTheNumberAndKeepsBrandAndLastFourDigits() {
    CreditCard card = encrypt(details(PRIMARY, VISA, null, "6/29"));

    assertThat(card.brand()).isEqualTo("Visa");
    assertThat(card.last4()).isEqualTo("1111");
    assertThat(card.number().cipherText()).doesNotContain(VISA);
    assertThat(card).hasToString("CreditCard[PRIMARY Visa 1111]");
    assertThat(TestCards.cipher().decrypt(CUSTOMER, card.number()).digits()).isEqualTo(VISA);
  }

  @Test
  void recognisesAStoredCardByTypeAndLastFourDigits() {
    CreditCard stored = encrypt(details(PRIMARY, VISA, null, "6/29"));

    CreditCard card = encrypt(details(PRIMARY, null, "1111", "7/30"), stored);

    assertThat(card.number()).isEqualTo(stored.number());
    assertThat(card.brand()).isEqualTo("Visa");
    assertThat(card.expiration()).isEqualTo("7/30");
  }

  @Test
  void recognisesAStoredCardByItsNumber() {
    CreditCard stored = encrypt(details(PRIMARY, VISA, null, "6/29"));

    CreditCard card = encrypt(details(ALTERNATE, VISA, null, "6/29"), stored);

    assertThat(card.number()).isEqualTo(stored.number());
    assertThat(card.type()).isEqualTo(ALTERNATE);
  }

  @Test
  void encryptsAnotherNumber() {
    CreditCard stored = encrypt(details(PRIMARY, VISA, null, "6/29"));

    CreditCard card = encrypt(details(PRIMARY, AMEX, "1111", "6/29"), stored);

    assertThat(card.last4()).isEqualTo("0005");
    assertThat(card.brand()).isEqualTo("Amex");
  }

  @Test
  void requiresTheNumberOfACardThatIsNotStored() {
    CreditCard stored = encrypt(details(PRIMARY, VISA, null, "6/29"));

    for (CardDetails unknown :
        List.of(
            details(PRIMARY, null, null, "6/29"),
            details(PRIMARY, null, "2222", "6/29"),
            details(ALTERNATE, null, "1111", "6/29"))) {
      assertThatExceptionOfType(CardNotAccepted.class)
          .isThrownBy(() -> encrypt(unknown, stored))
          .returns("creditCards[0].number", CardNotAccepted::field);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"11/26", "12/26", "1/27", "01/27", "12/99"})
  void acceptsACardToTheEndOfItsLastMonth(String expiration) {
    assertThat(encrypt(details(PRIMARY, VISA, null, expiration)).expiration())
        .isEqualTo(expiration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10/26", "6/19"})
  void rejectsAnExpiredCard(String expiration) {
    assertThatExceptionOfType(CardNotAccepted.class)
        .isThrownBy(() -> encrypt(details(PRIMARY, VISA, null, expiration)))
        .returns("creditCards[0].expiration", CardNotAccepted::field);
  }

  @Test
  void keepsAStoredCardThatHasExpiredSince() {
    CreditCard stored = encrypt(details(PRIMARY, VISA, null, "6/29"));
    CreditCard expired =
        new CreditCard(PRIMARY, "VISA", "Visa", "1111", "10/26", "John S. Doe", stored.number());

    assertThat(encrypt(details(PRIMARY, null, "1111", "10/26"), expired)).isEqualTo(expired);
  }

  private CreditCard encrypt(CardDetails submitted, CreditCard... stored) {
    return encryption.encrypt(CUSTOMER, List.of(submitted), List.of(stored)).get(0);
  }
}
