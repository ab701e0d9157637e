package com.storefront.accounts.customer;

import static com.storefront.accounts.customer.CreditCardType.ALTERNATE;
import static com.storefront.accounts.customer.CreditCardType.PRIMARY;
import static com.storefront.accounts.customer.TestCustomers.AMEX;
import static com.storefront.accounts.customer.TestCustomers.VISA;
import static com.storefront.accounts.customer.TestCustomers.card;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardVaultTests {

  private static final String CUSTOMER = Customer.newId();

  private final CardVault vault = TestCustomers.vault();

  @Test
  @DisplayName("D1: keeps brand and last four digits in clear, the number sealed")
  void keepsBrandAndLastFourDigitsInClear() {
    CreditCard kept = keep(card(PRIMARY, VISA, null, "6/29"));

    assertThat(kept.brand()).isEqualTo("Visa");
    assertThat(kept.last4()).isEqualTo("1111");
    assertThat(kept.number().sealed()).doesNotContain(VISA);
    assertThat(kept).hasToString("CreditCard[PRIMARY Visa 1111]");
    assertThat(TestCustomers.cipher().open(CUSTOMER, kept.number()).digits()).isEqualTo(VISA);
  }

  @Test
  void recognisesACardByTypeAndLastFourDigits() {
    CreditCard present = keep(card(PRIMARY, VISA, null, "6/29"));

    CreditCard kept = keep(card(PRIMARY, null, "1111", "7/30"), present);

    assertThat(kept.number()).isEqualTo(present.number());
    assertThat(kept.brand()).isEqualTo("Visa");
    assertThat(kept.expiration()).isEqualTo("7/30");
  }

  @Test
  void keepsTheSealOfANumberThatIsThereAlready() {
    CreditCard present = keep(card(PRIMARY, VISA, null, "6/29"));

    CreditCard kept = keep(card(ALTERNATE, VISA, null, "6/29"), present);

    assertThat(kept.number()).isEqualTo(present.number());
    assertThat(kept.type()).isEqualTo(ALTERNATE);
  }

  @Test
  void sealsAnotherNumberAnew() {
    CreditCard present = keep(card(PRIMARY, VISA, null, "6/29"));

    CreditCard kept = keep(card(PRIMARY, AMEX, "1111", "6/29"), present);

    assertThat(kept.last4()).isEqualTo("0005");
    assertThat(kept.brand()).isEqualTo("Amex");
  }

  @Test
  void asksForTheNumberOfACardThatIsNotThere() {
    CreditCard present = keep(card(PRIMARY, VISA, null, "6/29"));

    for (CardDetails unknown :
        List.of(
            card(PRIMARY, null, null, "6/29"),
            card(PRIMARY, null, "2222", "6/29"),
            card(ALTERNATE, null, "1111", "6/29"))) {
      assertThatExceptionOfType(CardNotAccepted.class)
          .isThrownBy(() -> keep(unknown, present))
          .returns(0, CardNotAccepted::position)
          .returns("number", CardNotAccepted::property);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"11/26", "12/26", "1/27", "01/27", "12/99"})
  void acceptsACardToTheEndOfItsLastMonth(String expiration) {
    assertThat(keep(card(PRIMARY, VISA, null, expiration)).expiration()).isEqualTo(expiration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10/26", "6/19", "0/27", "13/27", "1/2027", "soon", ""})
  void refusesACardThatIsPastOrOfNoMonth(String expiration) {
    assertThatExceptionOfType(CardNotAccepted.class)
        .isThrownBy(() -> keep(card(PRIMARY, VISA, null, expiration)))
        .returns("expiration", CardNotAccepted::property);
  }

  @Test
  void keepsACardThatExpiredMeanwhile() {
    CreditCard present = keep(card(PRIMARY, VISA, null, "6/29"));
    CreditCard expired =
        new CreditCard(PRIMARY, "VISA", "Visa", "1111", "10/26", "John S. Doe", present.number());

    assertThat(keep(card(PRIMARY, null, "1111", "10/26"), expired)).isEqualTo(expired);
  }

  private CreditCard keep(CardDetails given, CreditCard... present) {
    return vault.keep(CUSTOMER, List.of(given), List.of(present)).get(0);
  }
}
