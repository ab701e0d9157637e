package com.storefront.accounts.customer;

/**
 * A customer's card as accounts keeps it: all that people may see, and the number sealed.
 *
 * @param expiration the last month it is good for, {@code M/yy} as the customer wrote it
 */
public record CreditCard(
    CreditCardType type,
    String description,
    String brand,
    String last4,
    String expiration,
    String nameOnCard,
    SealedNumber number) {

  /** Whether this is the card that people would call by this type and these four digits. */
  boolean isCalled(CreditCardType type, String last4) {
    return this.type == type && this.last4.equals(last4);
  }

  @Override
  public String toString() {
    return "CreditCard[%s %s %s]".formatted(type, brand, last4);
  }
}
