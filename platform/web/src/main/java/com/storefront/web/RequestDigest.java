package com.storefront.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Compares requests with the same idempotency key. */
public final class RequestDigest {

  /** Separate from the mapper of Spring MVC, so that no setting changes the stored digests. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private RequestDigest() {}

  /**
   * Returns the SHA-256 of the body as JSON, in hexadecimal digits.
   *
   * @param body must not serialize secrets such as a card number: the digest is stored, and short
   *     secrets can be guessed from it
   */
  public static String of(Object body) {
    byte[] json = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
