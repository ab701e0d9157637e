package com.storefront.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs what is given to people without a token, for example a link in a mail. */
public final class Signatures {

  private static final Logger log = LoggerFactory.getLogger(Signatures.class);
  private static final String DEVELOPMENT_KEY = "public key for development, not for production";
  private static final int MIN_KEY_LENGTH = 32;
  private static final int BYTES = 16;

  /** In ids of customers as well, so the id is the last part of a token. */
  private static final String SEPARATOR = "~";

  private final SecretKeySpec key;

  /**
   * @param key null or empty for a public development key
   * @throws IllegalArgumentException if the key has fewer than 32 characters
   */
  public Signatures(@Nullable String key) {
    this.key = new SecretKeySpec(secret(key).getBytes(UTF_8), "HmacSHA256");
  }

  private static String secret(@Nullable String key) {
    if (key == null || key.isEmpty()) {
      log.warn("Links are signed with a public key, because no key is configured");
      return DEVELOPMENT_KEY;
    }
    if (key.length() < MIN_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "A key for signatures must have at least %d characters".formatted(MIN_KEY_LENGTH));
    }
    return key;
  }

  /**
   * Returns 32 hexadecimal digits.
   *
   * @param purpose a signature for one purpose is none for another
   */
  public String sign(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      byte[] signature = mac.doFinal((purpose + "/" + text).getBytes(UTF_8));
      return HexFormat.of().formatHex(signature, 0, BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Returns a text and its signature as one segment of a path.
   *
   * @param kind without {@code ~}
   */
  public String token(String purpose, String kind, String id) {
    String text = kind + SEPARATOR + id;
    return sign(purpose, text) + SEPARATOR + text;
  }

  /** The kind and the id of a token; empty if it is not one of ours. */
  public Optional<List<String>> read(String purpose, String token) {
    String[] parts = token.split(SEPARATOR, 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    String expected = sign(purpose, parts[1] + SEPARATOR + parts[2]);
    return MessageDigest.isEqual(expected.getBytes(UTF_8), parts[0].getBytes(UTF_8))
        ? Optional.of(Arrays.asList(parts[1], parts[2]))
        : Optional.empty();
  }
}
