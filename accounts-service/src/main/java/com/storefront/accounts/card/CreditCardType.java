package com.storefront.accounts.card;

/** The order in which a customer's cards are charged. */
public enum CreditCardType {
  PRIMARY,
  ALTERNATE
}
