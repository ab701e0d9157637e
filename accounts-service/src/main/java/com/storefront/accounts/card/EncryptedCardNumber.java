package com.storefront.accounts.card;

import org.springframework.data.mongodb.core.mapping.Field;

/**
 * A card number that only {@link CardCipher} can decrypt.
 *
 * @param keyId identifies the key
 * @param cipherText nonce, encrypted digits and authentication tag, in Base64
 */
record EncryptedCardNumber(String keyId, @Field("sealed") String cipherText) {

  @Override
  public String toString() {
    return "EncryptedCardNumber[key %s]".formatted(keyId);
  }
}
