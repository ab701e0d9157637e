package com.storefront.accounts.customer;

/** A given card can't be kept. */
public class CardNotAccepted extends RuntimeException {

  private final int position;
  private final String property;
  private final String reason;

  CardNotAccepted(int position, String property, String reason) {
    super("card %d: %s %s".formatted(position, property, reason));
    this.position = position;
    this.property = property;
    this.reason = reason;
  }

  /** Which of the given cards it is, from 0. */
  public int position() {
    return position;
  }

  /** What of the card is wrong. */
  public String property() {
    return property;
  }

  /** Why, in words that follow the property's name. */
  public String reason() {
    return reason;
  }
}
