package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the services must agree on, as a digest: the same for an answer, an event and a document,
 * whatever the order of their fields, with null as good as absent.
 */
final class Content {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Content() {}

  static JsonNode json(Document document) {
    return JSON.readTree(document.toJson());
  }

  /** Null if there is nothing personal. */
  static String ofCustomer(JsonNode it) {
    boolean isForgotten =
        it.path("name").isMissingNode()
            && it.path("contact").isMissingNode()
            && it.path("addresses").isMissingNode();
    return isForgotten ? null : digest(it.path("name"), it.path("contact"), it.path("addresses"));
  }

  static String ofRequest(JsonNode it) {
    return digest(
        it.path("customerId"),
        it.path("name"),
        it.path("contact"),
        it.path("address"),
        goods(it.at("/order/orderItems")));
  }

  /** The document of an order, at orders or at fulfillment. */
  static String ofOrder(JsonNode it) {
    JsonNode recipient = it.path("recipient");
    return digest(
        it.path("customerId"),
        recipient.path("name"),
        recipient.path("contact"),
        recipient.path("address"),
        goods(it.path("items")));
  }

  /** Fulfillment knows no prices. */
  private static List<String> goods(JsonNode items) {
    return items
        .valueStream()
        .map(
            item ->
                item.at("/product/guid").asString()
                    + item.at("/product/title").asString()
                    + item.get("quantity").asInt())
        .toList();
  }

  static String ofStation(JsonNode it) {
    return ofStation(
        it.get("timestamp").asLong(),
        it.get("orderStatusType").asString(),
        it.path("note").isString() ? it.get("note").asString() : null);
  }

  static String ofStation(long at, String status, String note) {
    return digest(at, status, note == null ? "" : note);
  }

  private static String digest(Object... parts) {
    List<Object> canonical = new ArrayList<>();
    for (Object part : parts) {
      canonical.add(
          canonical(part instanceof JsonNode node ? JSON.treeToValue(node, Object.class) : part));
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(JSON.writeValueAsString(canonical).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object canonical(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach(
          (name, field) -> {
            if (field != null) {
              sorted.put(name.toString(), canonical(field));
            }
          });
      return sorted;
    }
    return value instanceof List<?> list ? list.stream().map(Content::canonical).toList() : value;
  }
}
