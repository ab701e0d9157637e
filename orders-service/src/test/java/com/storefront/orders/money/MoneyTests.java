package com.storefront.orders.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTests {

  @ParameterizedTest
  @CsvSource({
    "3, USD, 3.00",
    "100.0, USD, 100.00",
    "1E+2, USD, 100.00",
    "1.1, USD, 1.10",
    "1.990, USD, 1.99",
    "0, USD, 0.00",
    "0E+9, USD, 0.00",
    "300.00, JPY, 300",
    "3E+2, JPY, 300",
    "1.5, KWD, 1.500",
    "1.999, USD, 1.999"
  })
  void hasTheDecimalsOfItsCurrencyAndIsNeverRounded(
      BigDecimal amount, String currency, String written) {
    assertThat(money(amount, currency).amount()).hasToString(written);
  }

  @Test
  void equalsTheSameAmountWithOtherDecimals() {
    assertThat(money("1.9", "EUR")).isEqualTo(money("1.900", "EUR"));
    assertThat(money("1.9", "EUR")).isNotEqualTo(money("1.9", "USD"));
  }

  @ParameterizedTest
  @CsvSource({
    "1.99, USD, true",
    "1.990, USD, true",
    "1.999, USD, false",
    "100, JPY, true",
    "100.0, JPY, true",
    "100.5, JPY, false",
    "1.999, KWD, true",
    "1.9999, KWD, false",
    "1E+1000000000, USD, true",
    "1E-1000000000, USD, false"
  })
  void hasNoMoreDecimalsThanItsCurrency(BigDecimal amount, String currency, boolean fits) {
    assertThat(Money.fits(amount, Currency.getInstance(currency))).isEqualTo(fits);
  }

  @Test
  void isAddedExactly() {
    Money sum = money("0.10", "USD").times(3).plus(money("0.20", "USD"));

    assertThat(sum).isEqualTo(money("0.50", "USD"));
  }

  @Test
  void isNotAddedToAnotherCurrency() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> money("1", "USD").plus(money("1", "EUR")))
        .withMessage("EUR cannot be added to USD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"USD", "EUR", "JPY", "KWD", "GBP", "INR", "BRL", "CHF", "XOF"})
  void hasACurrencyThatACountryUses(String code) {
    assertThat(Money.currency(code)).contains(Currency.getInstance(code));
  }

  @Test
  void isInDollarsWithoutACurrency() {
    assertThat(Money.currency(null)).contains(Currency.getInstance("USD"));
  }

  /** No currency, tests, gold, funds, a former currency, and what is no code. */
  @ParameterizedTest
  @ValueSource(strings = {"XXX", "XTS", "XAU", "XDR", "CHE", "USN", "DEM", "usd", "EURO", "", "$"})
  void hasNoOtherCurrency(String code) {
    assertThat(Money.currency(code)).isEmpty();
  }

  /** The OpenAPI document has {@code multipleOf: 0.001}. */
  @Test
  void hasAtMostThreeDecimals() {
    Stream<Currency> inUse =
        Currency.getAvailableCurrencies().stream()
            .filter(any -> Money.currency(any.getCurrencyCode()).isPresent());

    assertThat(inUse).hasSizeGreaterThan(140).allSatisfy(MoneyTests::hasZeroToThreeDecimals);
  }

  private static void hasZeroToThreeDecimals(Currency currency) {
    assertThat(Money.decimals(currency)).isBetween(0, 3);
  }

  private static Money money(String amount, String currency) {
    return money(new BigDecimal(amount), currency);
  }

  private static Money money(BigDecimal amount, String currency) {
    return new Money(amount, Currency.getInstance(currency));
  }
}
