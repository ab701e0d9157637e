package com.storefront.accounts.customer;

import java.util.regex.Pattern;

/**
 * A card number that could be real; on its way into the {@link CardVault} and nowhere else.
 *
 * @param digits 12 to 19 of them, the last a check digit after Luhn (ISO/IEC 7812-1)
 */
public record CardNumber(String digits) {

  private static final Pattern TWELVE_TO_NINETEEN = Pattern.compile("[0-9]{12,19}");

  public CardNumber {
    if (!TWELVE_TO_NINETEEN.matcher(digits).matches() || !passesLuhn(digits)) {
      throw new IllegalArgumentException("not a card number");
    }
  }

  /** Reads a number as people write it, with spaces or dashes between the digits. */
  public static CardNumber parse(String written) {
    return new CardNumber(written.replaceAll("[ -]", ""));
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

  /** All of it that may be shown, logged or kept in clear. */
  @Override
  public String toString() {
    return brand().label() + " " + last4();
  }
}
