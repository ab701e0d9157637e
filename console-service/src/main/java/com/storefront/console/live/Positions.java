package com.storefront.console.live;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The next offset of each partition; written {@code topic~partition~offset,…} as the id of an
 * event. They are the same at every instance of the console.
 */
record Positions(Map<String, Long> next) {

  private static final Pattern PARTITION = Pattern.compile("([\\w.-]+~\\d{1,9})~(\\d{1,18})");
  private static final int MAX_LENGTH = 8_000;

  Positions {
    next = new TreeMap<>(next);
  }

  static String name(String topic, int partition) {
    return topic + "~" + partition;
  }

  static String name(TopicPartition partition) {
    return name(partition.topic(), partition.partition());
  }

  /** Returns an empty result if the text is malformed. */
  static Optional<Positions> parse(String id) {
    var next = new TreeMap<String, Long>();
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    for (String each : id.split(",", -1)) {
      var parts = PARTITION.matcher(each);
      if (!parts.matches()) {
        return Optional.empty();
      }
      next.put(parts.group(1), Long.parseLong(parts.group(2)));
    }
    return Optional.of(new Positions(next));
  }

  /** 0 if the partition is unknown. */
  long of(String partition) {
    return next.getOrDefault(partition, 0L);
  }

  @Override
  public String toString() {
    return next.entrySet().stream()
        .map(it -> it.getKey() + "~" + it.getValue())
        .collect(Collectors.joining(","));
  }
}
