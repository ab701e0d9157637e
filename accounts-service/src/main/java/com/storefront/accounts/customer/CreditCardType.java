package com.storefront.accounts.customer;

/** In which order a customer's cards are tried. */
public enum CreditCardType {
  PRIMARY,
  ALTERNATE
}
