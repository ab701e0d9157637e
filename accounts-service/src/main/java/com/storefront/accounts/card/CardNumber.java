package com.storefront.accounts.card;

import java.util.regex.Pattern;

/**
 * A valid card number, before it is encrypted.
 *
 * @param digits 12 to 19 digits; the first is not 0, and the last is the Luhn check digit (ISO/IEC
 *     7812-1)
 */
public record CardNumber(String digits) {

  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{11,18}");

  public CardNumber {
    if (!DIGITS.matcher(digits).matches() || !passesLuhn(digits)) {
      throw new IllegalArgumentException("not a card number");
    }
  }

  /** Parses a number that may have spaces or dashes between the digits. */
  public static CardNumber parse(String text) {
    return new CardNumber(text.replaceAll("[ -]", ""));
  }

  public CardBrand brand() {
    return CardBrand.of(digits);
  }

  public String last4() {
    return digits.substring(digits.length() - 4);
  }

  private static boolean passesLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted / 10 + weighted % 10;
    }
    return sum % 10 == 0;
  }

  /** The part that may be shown and logged. */
  @Override
  public String toString() {
    return brand().label() + " " + last4();
  }
}
