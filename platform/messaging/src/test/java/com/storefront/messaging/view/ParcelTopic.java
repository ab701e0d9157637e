package com.storefront.messaging.view;

import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.TopicProvisioner;
import com.storefront.messaging.aggregate.Parcel;
import com.storefront.servers.LocalServers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A compacted topic of the moves of parcels. */
record ParcelTopic(String name, TopicProvisioner topics, KafkaTemplate<String, byte[]> kafka) {

  void create() {
    topics.declare(List.of(topics.compactedTopic(name)), () -> false);
  }

  void delete() throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()))) {
      admin.deleteTopics(List.of(name)).all().get();
    }
  }

  void move(String id, long sequence, String place) {
    sendMove(id, sequence, place).join();
  }

  CompletableFuture<?> sendMove(String id, long sequence, String place) {
    return send(
        id,
        sequence,
        id + "/" + sequence,
        JsonMapper.shared().writeValueAsBytes(new Parcel.Moved(id, sequence, place)));
  }

  void lose(String id, long sequence) {
    send(id, sequence, id + "/" + sequence, null).join();
  }

  CompletableFuture<?> send(String id, long sequence, String eventId, byte @Nullable [] value) {
    var record = new ProducerRecord<String, byte[]>(name, id, value);
    EventHeaders.set(record.headers(), EventHeaders.ID, eventId);
    EventHeaders.set(record.headers(), EventHeaders.TYPE, "ParcelMoved");
    EventHeaders.set(record.headers(), EventHeaders.SEQUENCE, Long.toString(sequence));
    EventHeaders.set(record.headers(), EventHeaders.TIME, "2026-11-21T08:00:00Z");
    return kafka.send(record);
  }
}
