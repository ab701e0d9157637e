package com.storefront.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells whether two requests with the same idempotency key ask for the same. */
public final class RequestDigest {

  /** Its own, so that no setting of a service changes the digests that are already stored. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private RequestDigest() {}

  /**
   * The SHA-256 of the body's JSON, in hexadecimal digits. It is stored and can be guessed at: a
   * body must not serialise what has to stay secret, such as a card number.
   */
  public static String of(Object body) {
    byte[] json = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(json));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
