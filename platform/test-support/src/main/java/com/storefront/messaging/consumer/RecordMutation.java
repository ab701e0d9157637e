package com.storefront.messaging.consumer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes records at random: types, headers, sizes and encodings. */
final class RecordMutation {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PLACE = "a value that is replaced";

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "9",
          "1.5",
          "1e2",
          "1e400",
          "1e-400",
          "9007199254740993",
          "9".repeat(500),
          "9".repeat(2000),
          "{}",
          "[]",
          "{\"$gt\":\"\"}",
          "[".repeat(200) + "]".repeat(200),
          "[" + "0,".repeat(2000) + "0]",
          "\"\"",
          "\"1\"",
          "\"CREATED\"",
          "\"a/../b?c#d\"",
          "\"\\u0000\"",
          "\"\\uD800\"",
          "\"\\u001B[31m\\r\\n\"",
          "\"\\u202E\"",
          "\"" + "x".repeat(5000) + "\"");

  private static final List<String> HEADERS =
      List.of(
          "ce_id",
          "ce_type",
          "ce_specversion",
          "ce_time",
          "ce_sequence",
          "ce_source",
          "traceparent",
          "tracestate",
          "baggage",
          "dlt_cause",
          "dlt_truncated",
          "content-type",
          "");

  private static final List<String> TEXTS =
      List.of(
          "",
          "0",
          "-1",
          "1.0",
          "7777777",
          "9223372036854775807",
          "0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "+1000000000-12-31T23:59:59Z",
          "00-00000000000000000000000000000000-0000000000000000-01",
          "\u001B[31m\r\nforged\u0007\u202E",
          "a/../b?c#d",
          "x".repeat(10_000));

  private final Random random;

  RecordMutation(long seed) {
    random = new Random(seed);
  }

  ConsumerRecord<byte[], byte[]> mutate(ConsumerRecord<byte[], byte[]> valid) {
    byte[] key = valid.key();
    byte[] value = valid.value();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      switch (random.nextInt(10)) {
        case 0 -> key = changedBytes(key);
        case 1, 2, 3 -> changeHeader(valid.headers());
        case 4 -> value = changedBytes(value);
        default -> value = changedJson(value);
      }
    }
    if (value == null) { // the deletion of another aggregate would be valid
      key = valid.key();
    }
    var mutated =
        new ConsumerRecord<byte[], byte[]>(
            valid.topic(), valid.partition(), valid.offset(), key, value);
    valid.headers().forEach(mutated.headers()::add);
    return mutated;
  }

  private void changeHeader(Headers headers) {
    String name = anyOf(HEADERS);
    switch (random.nextInt(5)) {
      case 0 -> headers.remove(name);
      case 1 -> headers.add(name, null);
      case 2 -> headers.add(name, randomBytes(random.nextInt(50)));
      case 3 -> {
        for (int i = 0; i < 2000; i++) {
          headers.add(name + i, new byte[0]);
        }
      }
      default -> headers.add(name, anyOf(TEXTS).getBytes(UTF_8));
    }
  }

  private byte @Nullable [] changedBytes(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return randomBytes(random.nextInt(50));
    }
    switch (random.nextInt(9)) {
      case 0:
        return null;
      case 1:
        return new byte[0];
      case 2:
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 3:
        return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(1000));
      case 4:
        return new String(bytes, UTF_8).getBytes(UTF_16);
      case 5:
        return new String(bytes, UTF_8).replace('e', 'é').getBytes(ISO_8859_1);
      case 6:
        return ("\uFEFF" + new String(bytes, UTF_8)).getBytes(UTF_8);
      case 7:
        return randomBytes(random.nextInt(20_000));
      default:
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        return changed;
    }
  }

  private byte @Nullable [] changedJson(byte @Nullable [] value) {
    JsonNode root;
    try {
      root = JSON.readTree(value == null ? new byte[0] : value);
    } catch (JacksonException malformed) {
      return value;
    }
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    if (containers.isEmpty()) {
      return anyOf(VALUES).getBytes(UTF_8);
    }
    JsonNode container = containers.get(random.nextInt(containers.size()));
    if (container instanceof ArrayNode array) {
      changeArray(array);
    } else {
      changeObject((ObjectNode) container);
    }
    String changed = JSON.writeValueAsString(root);
    return changed.replace("\"" + PLACE + "\"", anyOf(VALUES)).getBytes(UTF_8);
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private void changeArray(ArrayNode array) {
    switch (random.nextInt(3)) {
      case 0 -> array.removeAll();
      case 1 -> array.add(PLACE);
      default -> {
        JsonNode first = array.get(0).deepCopy();
        for (int i = 0; i < 150; i++) {
          array.add(first);
        }
      }
    }
  }

  private void changeObject(ObjectNode object) {
    String field = anyOf(List.copyOf(object.propertyNames()));
    switch (random.nextInt(4)) {
      case 0 -> object.remove(field);
      case 1 -> object.put("additional", PLACE);
      default -> object.put(field, PLACE);
    }
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String anyOf(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
