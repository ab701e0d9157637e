package com.storefront.notifications.stream;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON in stores and topics. */
public final class Json {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private Json() {}

  public static byte[] bytes(Object value) {
    return JSON.writeValueAsBytes(value);
  }

  /** Kafka Streams passes null for a tombstone. */
  public static <T> Serde<T> serde(Class<T> type) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : bytes(value),
        (topic, value) -> value == null ? null : JSON.readValue(value, type));
  }

  /** A store in memory, which is restored from its changelog in Kafka. */
  public static <T> StoreBuilder<KeyValueStore<String, T>> store(String name, Class<T> type) {
    return store(name, serde(type));
  }

  public static <T> StoreBuilder<KeyValueStore<String, T>> store(String name, Serde<T> values) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values);
  }
}
