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
 * Digests of the data on which the services must agree. An HTTP answer, an event and a document
 * with the same data have the same digest; the order of fields and null fields do not matter.
 */
final class Content {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Content() {}

  static JsonNode json(Document document) {
    return JSON.readTree(document.toJson());
  }

  /** Null if there is no personal data. */
  static String ofCustomer(JsonNode it) {
    boolean isEmpty =
        it.path("name").isMissingNode()
            && it.path("contact").isMissingNode()
            && it.path("addresses").isMissingNode();
    return isEmpty ? null : digest(it.path("name"), it.path("contact"), it.path("addresses"));
  }

  static String ofRequest(JsonNode it) {
    return digest(
        it.path("customerId"),
        it.path("name"),
        it.path("contact"),
        it.path("address"),
        items(it.at("/order/orderItems")));
  }

  /** Digest of the document of an order, at orders or at fulfillment. */
  static String ofOrder(JsonNode it) {
    JsonNode recipient = it.path("recipient");
    return digest(
        it.path("customerId"),
        recipient.path("name"),
        recipient.path("contact"),
        recipient.path("address"),
        items(it.path("items")));
  }

  /** Without prices, which fulfillment does not store. */
  private static List<String> items(JsonNode items) {
    return items
        .valueStream()
        .map(
            item ->
                item.at("/product/guid").asString()
                    + item.at("/product/title").asString()
                    + item.get("quantity").asInt())
        .toList();
  }

  static String ofStatusEntry(JsonNode it) {
    return ofStatusEntry(
        it.get("timestamp").asLong(),
        it.get("orderStatusType").asString(),
        text(it.path("note")),
        text(it.path("actor")));
  }

  private static String text(JsonNode it) {
    return it.isString() ? it.asString() : null;
  }

  static String ofStatusEntry(long at, String status, String note, String actor) {
    return digest(at, status, note == null ? "" : note, actor == null ? "" : actor);
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
