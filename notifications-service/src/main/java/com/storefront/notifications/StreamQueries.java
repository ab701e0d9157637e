package com.storefront.notifications;

import com.storefront.notifications.digest.CustomerRow;
import com.storefront.notifications.digest.OpenOrders;
import com.storefront.notifications.order.OrderLine;
import com.storefront.notifications.web.Shards;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Finds the instance that has a customer, and reads the stores of this one. */
@Component
class StreamQueries implements Shards {

  private final StreamsLifecycle lifecycle;
  private final String self;

  StreamQueries(StreamsLifecycle lifecycle, KafkaProperties properties) {
    this.lifecycle = lifecycle;
    this.self =
        String.valueOf(
            properties.getStreams().getProperties().get(StreamsConfig.APPLICATION_SERVER_CONFIG));
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public String ownerOf(String customerId) {
    KeyQueryMetadata owner =
        running().queryMetadataForKey(OpenOrders.STORE, customerId, new StringSerializer());
    if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      throw new InvalidStateStoreException("The owner of the customer is unknown.");
    }
    return address(owner.activeHost());
  }

  @Override
  public List<String> all() {
    Collection<StreamsMetadata> instances = running().streamsMetadataForStore(OpenOrders.STORE);
    return instances.stream()
        .filter(instance -> instance.stateStoreNames().contains(OpenOrders.STORE))
        .map(instance -> address(instance.hostInfo()))
        .sorted()
        .toList();
  }

  @Override
  public OpenOrders local() {
    KafkaStreams streams = running();
    return new OpenOrders(
        streams.store(
            StoreQueryParameters.fromNameAndType(
                OpenOrders.STORE, QueryableStoreTypes.<String, OrderLine>keyValueStore())),
        streams.store(
            StoreQueryParameters.fromNameAndType(
                OpenOrders.CUSTOMERS, QueryableStoreTypes.<String, CustomerRow>keyValueStore())));
  }

  private KafkaStreams running() {
    return Optional.ofNullable(lifecycle.streams())
        .orElseThrow(() -> new InvalidStateStoreException("The stream has not started."));
  }

  private static String address(HostInfo host) {
    return host.host() + ":" + host.port();
  }
}
