package com.storefront.accounts.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumberTests {

  @ParameterizedTest
  @CsvSource({
    "4111111111111111, VISA",
    "4222222222222, VISA",
    "5555555555554444, MASTERCARD",
    "2223003122003222, MASTERCARD",
    "378282246310005, AMEX",
    "6011111111111117, DISCOVER",
    "30569309025904, DINERS_CLUB",
    "3530111333300000, JCB",
    "6240008631401148, UNION_PAY",
    "6759649826438453, MAESTRO",
    "135412345678911, OTHER"
  })
  void recognisesTheBrandByTheFirstDigits(String number, CardBrand brand) {
    assertThat(CardNumber.parse(number).brand()).isEqualTo(brand);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4111 1111 1111 1111", "4111-1111-1111-1111", " 4111111111111111 "})
  void ignoresSpacesAndDashes(String text) {
    assertThat(CardNumber.parse(text)).isEqualTo(new CardNumber("4111111111111111"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111112",
        "0000000000000000",
        "1234-6789-0000-0001",
        "79927398713",
        "41111111111111111111",
        "4111x1111111111111",
        "٤١١١١١١١١١١١١١١١",
        ""
      })
  void rejectsAnInvalidNumberWithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CardNumber.parse(text))
        .withMessage("not a card number");
  }

  @Test
  void showsBrandAndLastFourDigitsAsText() {
    assertThat(CardNumber.parse("4111-1111-1111-1111")).hasToString("Visa 1111");
  }
}
