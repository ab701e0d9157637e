package com.storefront.console.live;

import com.storefront.messaging.EventHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Says that an aggregate has changed. Contains no personal data: a page reads the aggregate through
 * the public API, with the rights of its user.
 *
 * @param key the id of the aggregate
 * @param sequence the version of the aggregate at its source
 */
record Notice(
    String topic,
    int partition,
    long offset,
    String key,
    @Nullable String sequence,
    @Nullable String time) {

  static Notice of(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return new Notice(
        record.topic(),
        record.partition(),
        record.offset(),
        key == null ? "" : new String(key, StandardCharsets.UTF_8),
        EventHeaders.get(record.headers(), EventHeaders.SEQUENCE),
        EventHeaders.get(record.headers(), EventHeaders.TIME));
  }
}
