package com.storefront.accounts.customer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
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
 * Keeps card numbers from whoever reads the database: AES in Galois/Counter Mode (NIST SP 800-38D),
 * a random 96-bit nonce each time, bound to the customer, so that a sealed number copied into
 * another document does not open.
 */
@Component
class CardCipher {

  private static final Logger log = LoggerFactory.getLogger(CardCipher.class);

  private static final String DEVELOPMENT_KEY = "c3RvcmVmcm9udCBkZXZlbG9wbWVudCBvbmx5IGtleSE=";
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Map<String, SecretKey> keys = new HashMap<>();
  private final String sealingKeyId;
  private final SecureRandom random = new SecureRandom();

  CardCipher(CardKeys given) {
    given.previousKeys().forEach(previous -> add("storefront.cards.previous-keys", previous));
    String key = given.key();
    if (key == null || key.isBlank()) {
      log.warn(
          "Card numbers are sealed with the development key, which everybody knows;"
              + " set storefront.cards.key (STOREFRONT_CARDS_KEY).");
      key = DEVELOPMENT_KEY;
    }
    sealingKeyId = add("storefront.cards.key", key);
  }

  SealedNumber seal(String customerId, CardNumber number) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, sealingKeyId, nonce, customerId, number.digits().getBytes(UTF_8));
    byte[] both = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return new SealedNumber(sealingKeyId, Base64.getEncoder().encodeToString(both));
  }

  /**
   * Opens a number.
   *
   * @throws IllegalStateException if it was sealed for another customer or with an unknown key, or
   *     tampered with
   */
  CardNumber open(String customerId, SealedNumber number) {
    ByteBuffer both = ByteBuffer.wrap(Base64.getDecoder().decode(number.sealed()));
    byte[] nonce = new byte[NONCE_BYTES];
    both.get(nonce);
    byte[] sealed = new byte[both.remaining()];
    both.get(sealed);
    byte[] digits = run(Cipher.DECRYPT_MODE, number.keyId(), nonce, customerId, sealed);
    return new CardNumber(new String(digits, UTF_8));
  }

  private byte[] run(int mode, String keyId, byte[] nonce, String customerId, byte[] text) {
    SecretKey key = keys.get(keyId);
    if (key == null) {
      throw new IllegalStateException("a card is sealed with the unknown key " + keyId);
    }
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(customerId.getBytes(UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a card of customer " + customerId + " does not open", e);
    }
  }

  /** A key's id is the start of its digest, so that nobody has to hand out names. */
  private String add(String property, String base64) {
    byte[] key = decoded(property, base64);
    String id = HexFormat.of().formatHex(sha256(key), 0, 4);
    keys.put(id, new SecretKeySpec(key, "AES"));
    return id;
  }

  private static byte[] decoded(String property, String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(property + " is not Base64");
    }
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new IllegalArgumentException(
          "%s has %d bytes, not 16, 24 or 32".formatted(property, key.length));
    }
    return key;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
