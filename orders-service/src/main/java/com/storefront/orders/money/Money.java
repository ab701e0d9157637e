package com.storefront.orders.money;

import com.storefront.events.order.Product;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An exact amount of a currency. It has at least the decimals that ISO 4217 defines for the
 * currency, so it is stored and printed with them; it is never rounded.
 */
public record Money(BigDecimal amount, Currency currency) {

  /** Without former currencies, funds, metals and the codes for tests and for no currency. */
  private static final Map<String, Currency> IN_USE =
      Stream.of(Locale.getISOCountries())
          .map(country -> Currency.getInstance(new Locale.Builder().setRegion(country).build()))
          .filter(Objects::nonNull)
          .distinct()
          .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

  public Money {
    BigDecimal shortest = amount.stripTrailingZeros();
    amount = shortest.setScale(Math.max(shortest.scale(), decimals(currency)));
  }

  /**
   * Returns the currency of a price.
   *
   * @param code an ISO 4217 code; null means {@value Product#DEFAULT_CURRENCY}
   * @return empty if it is not the code of a currency that a country uses today
   */
  public static Optional<Currency> currency(@Nullable String code) {
    return Optional.ofNullable(
        IN_USE.get(Objects.requireNonNullElse(code, Product.DEFAULT_CURRENCY)));
  }

  /** The number of decimals that amounts of the currency can have. */
  public static int decimals(Currency currency) {
    return currency.getDefaultFractionDigits();
  }

  /** Whether an amount has no more decimals than the currency; zeros at the end do not count. */
  public static boolean fits(BigDecimal amount, Currency currency) {
    return amount.stripTrailingZeros().scale() <= decimals(currency);
  }

  public Money times(int factor) {
    return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
  }

  /**
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "%s cannot be added to %s".formatted(other.currency, currency));
    }
    return new Money(amount.add(other.amount), currency);
  }
}
