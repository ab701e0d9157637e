package com.storefront.accounts.card;

/**
 * A stored card. Everything but the number may be shown.
 *
 * @param expiration the last valid month, as it was submitted: {@code M/yy} or {@code MM/yy}
 */
public record CreditCard(
    CreditCardType type,
    String description,
    String brand,
    String last4,
    String expiration,
    String nameOnCard,
    EncryptedCardNumber number) {

  @Override
  public String toString() {
    return "CreditCard[%s %s %s]".formatted(type, brand, last4);
  }
}
