package com.storefront.accounts.card;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A card as it was submitted.
 *
 * @param number null for a stored card, which type and last4 identify
 * @param expiration the last valid month, {@code M/yy} or {@code MM/yy}
 */
public record CardDetails(
    CreditCardType type,
    String description,
    @Nullable CardNumber number,
    @Nullable String last4,
    String expiration,
    String nameOnCard) {

  private static final DateTimeFormatter EXPIRATION = DateTimeFormatter.ofPattern("M/yy");

  /**
   * @throws java.time.DateTimeException if the expiration is not a month
   */
  YearMonth lastMonth() {
    return YearMonth.parse(expiration, EXPIRATION);
  }

  CreditCard toCard(String brand, String last4, EncryptedCardNumber number) {
    return new CreditCard(type, description, brand, last4, expiration, nameOnCard, number);
  }
}
