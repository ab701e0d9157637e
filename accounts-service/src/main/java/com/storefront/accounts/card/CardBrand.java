package com.storefront.accounts.card;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The brand of a card, recognised by the first digits of its number. */
public enum CardBrand {
  VISA("Visa", "4"),
  MASTERCARD("Mastercard", "5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"),
  AMEX("Amex", "3[47]"),
  DISCOVER("Discover", "6011|64[4-9]|65"),
  DINERS_CLUB("Diners Club", "30[0-5]|3[689]"),
  JCB("JCB", "35(2[89]|[3-8])"),
  UNION_PAY("UnionPay", "62"),
  MAESTRO("Maestro", "5[06-9]|6"),
  OTHER("Other", "");

  private final String label;
  private final Pattern start;

  CardBrand(String label, String start) {
    this.label = label;
    this.start = Pattern.compile(start);
  }

  static CardBrand of(String digits) {
    return Arrays.stream(values())
        .filter(brand -> brand.start.matcher(digits).lookingAt())
        .findFirst()
        .orElse(OTHER);
  }

  /** The brand as it is shown. */
  public String label() {
    return label;
  }
}
