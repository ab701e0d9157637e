package com.storefront.messaging.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.aggregate.Parcel;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of the parcels' topic, as another service would publish them. */
final class ParcelRecords {

  private ParcelRecords() {}

  static String moved(String id, String place) {
    return "{\"id\":\"%s\",\"sequence\":1,\"place\":\"%s\",\"new\":true}".formatted(id, place);
  }

  /**
   * @param headers replace the usual ones
   */
  static ProducerRecord<String, byte[]> published(
      String key, String value, Map<String, String> headers) {
    var record = new ProducerRecord<>(Parcel.TOPIC, key, value.getBytes(UTF_8));
    EventHeaders.set(record.headers(), EventHeaders.ID, UUID.randomUUID().toString());
    EventHeaders.set(record.headers(), EventHeaders.TYPE, "ParcelMoved");
    EventHeaders.set(record.headers(), EventHeaders.SEQUENCE, "1");
    EventHeaders.set(record.headers(), EventHeaders.TIME, "2026-11-21T08:00:00Z");
    headers.forEach((name, text) -> EventHeaders.set(record.headers(), name, text));
    return record;
  }

  static ConsumerRecord<byte[], byte[]> consumed(String key, String value) {
    return consumed(key, value.getBytes(UTF_8), Map.of());
  }

  /**
   * @param value null for a tombstone
   */
  static ConsumerRecord<byte[], byte[]> consumed(
      String key, byte[] value, Map<String, String> headers) {
    var record = new ConsumerRecord<>(Parcel.TOPIC, 0, 0, key.getBytes(UTF_8), value);
    published(key, "", headers).headers().forEach(record.headers()::add);
    return record;
  }
}
