package com.storefront.notifications;

import static com.storefront.events.order.OrderStatusType.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.stream.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** The sizes on which docs/scale.md calculates. */
class StoreSizeTests {

  private static final int CUSTOMERS = 500;
  private static final int COPIES = 100_000;

  private static final Map<String, Integer> DOCUMENTED =
      Map.of(
          "customers", 186,
          "orders", 498,
          "open-orders", 392,
          "decided", 31,
          "decision of a status", 817,
          "decision of a digest", 808,
          "state of a mail", 606);

  private final Map<String, Integer> sizes = new TreeMap<>();
  private final Map<String, Integer> heap = new TreeMap<>();

  @Test
  void rowsAndRecordsHaveTheDocumentedSizes() {
    try (var stream = TestStream.at("2026-11-23T05:00:00Z")) {
      for (int i = 0; i < CUSTOMERS; i++) {
        String customer = "6b01064db29f8f4e%08x".formatted(i);
        String guid = UUID.nameUUIDFromBytes(customer.getBytes(StandardCharsets.US_ASCII)) + "";
        stream.customer(customer, 1, "mary.smith%05d@example.com".formatted(i), TestStream.ALL);
        stream.request(guid, customer);
        stream.status(guid, 3, SHIPPED);
      }
      stream.advance(Duration.ofSeconds(1)); // the mails about single orders
      List<MailDecided> shipped = stream.decided();
      stream.advance(Duration.ofHours(1));
      List<MailDecided> digests = stream.decided();

      for (String store : List.of("customers", "orders", "open-orders", "decided")) {
        rows(store, stream.rows(store));
      }
      sizes.put(
          "decision of a status", average(shipped.stream().map(StoreSizeTests::size).toList()));
      sizes.put(
          "decision of a digest", average(digests.stream().map(StoreSizeTests::size).toList()));
      sizes.put(
          "state of a mail",
          average(
              digests.stream()
                  .map(it -> MailState.claimed(it, messageId(it), 1, 4711, now(), now()))
                  .map(it -> it.settled(MailState.Status.SENT, now(), "250 OK"))
                  .map(it -> size(it.record()))
                  .toList()));
    }

    System.out.printf("bytes: %s, on the heap: %s%n", sizes, heap);
    assertThat(sizes).containsOnlyKeys(DOCUMENTED.keySet());
    DOCUMENTED.forEach(
        (name, size) -> assertThat(sizes.get(name)).as(name).isCloseTo(size, within(size / 20)));
  }

  private static String messageId(MailDecided mail) {
    return "<digest.%s@storefront.example>".formatted("0123456789abcdef0123456789abcdef");
  }

  private static Instant now() {
    return Instant.parse("2026-11-23T06:00:01.123Z");
  }

  private <T> void rows(String store, Map<String, T> rows) {
    var values = new ArrayList<byte[]>();
    rows.forEach(
        (key, row) -> values.add(row instanceof String text ? text.getBytes() : Json.bytes(row)));
    int keys = average(rows.keySet().stream().map(String::length).toList());
    sizes.put(store, keys + average(values.stream().map(value -> value.length).toList()));
    heap.put(store, heap(keys, values.get(0).length));
  }

  /** What a row takes in the memory of the store that the service uses. */
  private static int heap(int key, int value) {
    var store = Stores.inMemoryKeyValueStore("rows").get();
    long before = used();
    for (int i = 0; i < COPIES; i++) {
      byte[] id = "%0".concat(key + "d").formatted(i).getBytes(StandardCharsets.US_ASCII);
      store.put(Bytes.wrap(id), new byte[value]);
    }
    long after = used();
    assertThat(store.approximateNumEntries()).isEqualTo(COPIES);
    return (int) ((after - before) / COPIES);
  }

  private static long used() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static int size(MailDecided mail) {
    var record = new ProducerRecord<>("", null, mail.key(), Json.bytes(mail), mail.headers());
    return size(record);
  }

  private static int size(ProducerRecord<String, byte[]> record) {
    int size = record.key().length() + record.value().length;
    for (Header header : record.headers()) {
      size += header.key().length() + header.value().length;
    }
    return size;
  }

  private static int average(List<Integer> numbers) {
    return (int) numbers.stream().mapToInt(it -> it).average().orElse(0);
  }
}
