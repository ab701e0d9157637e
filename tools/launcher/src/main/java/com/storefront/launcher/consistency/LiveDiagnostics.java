package com.storefront.launcher.consistency;

import com.storefront.launcher.environment.Api;
import com.storefront.launcher.environment.ComponentPorts;
import com.storefront.servers.ServerFailure;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/** Reads dead letters and offsets of the running consumers, once for each link. */
public final class LiveDiagnostics implements Diagnostics, AutoCloseable {

  private final ComponentPorts ports;
  private final Admin admin;
  private final Map<Link, Set<String>> deadLetters = new EnumMap<>(Link.class);
  private final Map<Link, Boolean> behind = new EnumMap<>(Link.class);

  /**
   * @param kafka host and port
   */
  public LiveDiagnostics(ComponentPorts ports, String kafka) {
    this.ports = ports;
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", kafka,
                "request.timeout.ms", 3_000,
                "default.api.timeout.ms", 5_000));
  }

  @Override
  public boolean isDeadLetter(Link link, String aggregate) {
    return deadLetters.computeIfAbsent(link, this::readDeadLetters).contains(aggregate);
  }

  /** The aggregates of the first thousand dead letters: the limit of the service. */
  private Set<String> readDeadLetters(Link link) {
    var path = "/actuator/deadletters?limit=1000&topic=" + link.topic();
    Set<String> keys = new HashSet<>();
    try {
      for (JsonNode letter :
          new Api(ports.managementUri(link.consumer())).get(path).path("deadLetters")) {
        keys.add(letter.path("key").asString(""));
      }
    } catch (ServerFailure e) {
      System.out.printf(
          "The dead letters of %s are unknown: %s%n", link.consumer(), e.getMessage());
    }
    return keys;
  }

  @Override
  public boolean isBehind(Link link) {
    return behind.computeIfAbsent(link, this::readIsBehind);
  }

  /** Also true if Kafka is unavailable: the consumer cannot make progress then. */
  private boolean readIsBehind(Link link) {
    try {
      var committed =
          admin
              .listConsumerGroupOffsets(link.consumer().toString())
              .partitionsToOffsetAndMetadata()
              .get();
      var latest =
          admin.describeTopics(Set.of(link.topic())).allTopicNames().get().values().stream()
              .flatMap(topic -> topic.partitions().stream())
              .map(partition -> new TopicPartition(link.topic(), partition.partition()))
              .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .anyMatch(
              end -> {
                var reached = committed.get(end.getKey());
                return end.getValue().offset() > (reached == null ? 0 : reached.offset());
              });
    } catch (ExecutionException unavailable) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted.", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
