package com.storefront.accounts.customer;

/**
 * A card number that only {@link CardCipher} can open.
 *
 * @param keyId which key opens it
 * @param sealed nonce and cipher text with its tag, in Base64
 */
record SealedNumber(String keyId, String sealed) {

  @Override
  public String toString() {
    return "SealedNumber[key %s]".formatted(keyId);
  }
}
