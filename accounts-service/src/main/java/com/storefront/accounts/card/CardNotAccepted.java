package com.storefront.accounts.card;

/** A submitted card cannot be stored. */
public class CardNotAccepted extends RuntimeException {

  private final String field;
  private final String reason;

  CardNotAccepted(int position, String property, String reason) {
    super("creditCards[%d].%s %s".formatted(position, property, reason));
    this.field = "creditCards[%d].%s".formatted(position, property);
    this.reason = reason;
  }

  /** The path of the property, for example {@code creditCards[0].number}. */
  public String field() {
    return field;
  }

  /** The violated rule, for example {@code is required}. */
  public String reason() {
    return reason;
  }
}
