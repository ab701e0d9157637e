package com.storefront.accounts.card;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Encrypts card numbers with AES in Galois/Counter Mode (NIST SP 800-38D) and a random 96-bit nonce
 * for each. The customer's id is authenticated with it, so a number that was copied into another
 * customer's document cannot be decrypted.
 */
@Component
class CardCipher {

  private static final Logger log = LoggerFactory.getLogger(CardCipher.class);

  private static final String DEVELOPMENT_KEY = "c3RvcmVmcm9udCBkZXZlbG9wbWVudCBvbmx5IGtleSE=";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Map<String, SecretKey> keys = new HashMap<>();
  private final String currentKeyId;
  private final SecureRandom random = new SecureRandom();

  CardCipher(CardKeys properties) {
    properties.previousKeys().forEach(key -> add("storefront.cards.previous-keys", key));
    String key = properties.key();
    if (key == null || key.isBlank()) {
      log.warn(
          "Card numbers are encrypted with the public development key."
              + " Set storefront.cards.key (STOREFRONT_CARDS_KEY).");
      key = DEVELOPMENT_KEY;
    }
    currentKeyId = add("storefront.cards.key", key);
  }

  EncryptedCardNumber encrypt(String customerId, CardNumber number) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] digits = number.digits().getBytes(UTF_8);
    byte[] encrypted = run(Cipher.ENCRYPT_MODE, currentKeyId, nonce, customerId, digits);
    byte[] text =
        ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
    return new EncryptedCardNumber(currentKeyId, Base64.getEncoder().encodeToString(text));
  }

  /**
   * @throws IllegalStateException if the number was encrypted for another customer or with an
   *     unknown key, or was tampered with
   */
  CardNumber decrypt(String customerId, EncryptedCardNumber number) {
    byte[] text = Base64.getDecoder().decode(number.cipherText());
    byte[] nonce = Arrays.copyOf(text, NONCE_BYTES);
    byte[] encrypted = Arrays.copyOfRange(text, NONCE_BYTES, text.length);
    byte[] digits = run(Cipher.DECRYPT_MODE, number.keyId(), nonce, customerId, encrypted);
    return new CardNumber(new String(digits, UTF_8));
  }

  private byte[] run(int mode, String keyId, byte[] nonce, String customerId, byte[] text) {
    SecretKey key = keys.get(keyId);
    if (key == null) {
      throw new IllegalStateException("A card number is encrypted with the unknown key " + keyId);
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(customerId.getBytes(UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot decrypt a card of customer " + customerId, e);
    }
  }

  /** Adds a key and returns its id, the first four bytes of its SHA-256 digest. */
  private String add(String property, String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(property + " is not Base64"); // without the key
    }
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new IllegalArgumentException(
          "%s has %d bytes, not 16, 24 or 32".formatted(property, key.length));
    }
    String id = HexFormat.of().formatHex(sha256(key), 0, 4);
    keys.put(id, new SecretKeySpec(key, "AES"));
    return id;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
