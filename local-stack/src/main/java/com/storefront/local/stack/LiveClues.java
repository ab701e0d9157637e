package com.storefront.local.stack;

import com.storefront.local.audit.Clues;
import com.storefront.local.audit.Hop;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/** Asks the followers for their dead letters, and Kafka how far they are. */
final class LiveClues implements Clues, AutoCloseable {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Ports ports;
  private final Admin admin;
  private final Map<Hop, Set<String>> letters = new EnumMap<>(Hop.class);
  private final Map<Hop, Boolean> behind = new EnumMap<>(Hop.class);
  private final Map<Hop, Long> askedAt = new EnumMap<>(Hop.class);

  LiveClues(Ports ports, String kafka) {
    this.ports = ports;
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", kafka,
                "request.timeout.ms", 3_000,
                "default.api.timeout.ms", 5_000));
  }

  @Override
  public boolean isDeadLetter(Hop hop, String aggregate) {
    return letters.computeIfAbsent(hop, this::letters).contains(aggregate);
  }

  /** At most the thousand that the service lists. */
  private Set<String> letters(Hop hop) {
    var follower = Part.named(hop.follower()).orElseThrow();
    var management = new Api(ports.managementUri(follower));
    Set<String> keys = new HashSet<>();
    try {
      for (JsonNode letter :
          management
              .get("/actuator/deadletters?limit=1000&topic=" + hop.topic())
              .path("deadLetters")) {
        keys.add(letter.path("key").asString(""));
      }
    } catch (StackFailure silent) {
      System.out.printf("%s does not tell its dead letters: %s%n", follower, silent.getMessage());
    }
    return keys;
  }

  @Override
  public boolean isBehind(Hop hop) {
    Long asked = askedAt.get(hop);
    if (asked == null || System.nanoTime() - asked > FRESH_NANOS) {
      behind.put(hop, lags(hop));
      askedAt.put(hop, System.nanoTime());
    }
    return behind.getOrDefault(hop, true);
  }

  /** Also if Kafka can't be asked: then the follower can't have gone on either. */
  private boolean lags(Hop hop) {
    try {
      var committed =
          admin.listConsumerGroupOffsets(hop.follower()).partitionsToOffsetAndMetadata().get();
      var asked =
          admin.describeTopics(Set.of(hop.topic())).allTopicNames().get().values().stream()
              .flatMap(topic -> topic.partitions().stream())
              .map(partition -> new TopicPartition(hop.topic(), partition.partition()))
              .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
      var ends = new HashMap<>(admin.listOffsets(asked).all().get());
      return ends.entrySet().stream()
          .anyMatch(
              end -> {
                var reached = committed.get(end.getKey());
                return end.getValue().offset() > (reached == null ? 0 : reached.offset());
              });
    } catch (ExecutionException away) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted.");
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
