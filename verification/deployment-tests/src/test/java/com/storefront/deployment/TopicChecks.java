package com.storefront.deployment;

import com.storefront.events.Topics;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.storage.internals.log.LogConfig;

/** The topics and access rights are those that the services need. */
final class TopicChecks {

  private static final Set<String> WRITE = Set.of("Create", "Write", "Describe", "DescribeConfigs");
  private static final Set<String> READ = Set.of("Read", "Describe");
  private static final Set<String> READ_AND_WRITE =
      Set.of("Create", "Write", "Read", "Describe", "DescribeConfigs");

  private static final Set<String> OWN =
      Set.of("Create", "Write", "Read", "Delete", "Describe", "DescribeConfigs");

  /**
   * The service with Kafka Streams, which creates its own topics; their names begin with its name.
   */
  private static final String STREAM = "notifications";

  private static final List<String> INPUTS_OF_STREAM =
      List.of(
          Topics.CUSTOMER_CHANGE,
          Topics.FULFILLMENT_REQUEST,
          Topics.ORDER_STATUS_CHANGE,
          Topics.IMPORT_COMPLETED);

  private static final String SETTINGS =
      "platform/messaging/src/main/java/com/storefront/messaging/TopicSettings.java";
  private static final Pattern PARTITIONS = Pattern.compile("\"(\\d+)\"\\) int partitions");
  private static final Pattern RECORD_SIZE =
      Pattern.compile("\"(\\d+)KB\"\\) DataSize maxRecordSize");

  private static final Pattern DEAD_LETTER_RETENTION =
      Pattern.compile("\"(\\d+)d\"\\) Duration deadLetterRetention");

  private TopicChecks() {}

  static void check(Checkout checkout, Report report) {
    Map<String, Boolean> compacted = new TreeMap<>();
    INPUTS_OF_STREAM.forEach(it -> compacted.put(it + DeadLetter.TOPIC_SUFFIX, false));
    for (Application application : Application.all(checkout)) {
      var sources = Sources.of(checkout, application.sources());
      compacted.putAll(sources.published());
      sources.subscribed().forEach(it -> compacted.put(it + DeadLetter.TOPIC_SUFFIX, false));
      checkRights(checkout, application, sources, report);
    }

    var declared = new TreeSet<String>();
    for (Manifest topic : Manifest.base(checkout, "KafkaTopic")) {
      declared.add(topic.name());
      report.expectEqual(
          topic + ": compaction",
          topic.at("spec", "config", "cleanup.policy").text().equals("compact"),
          compacted.getOrDefault(topic.name(), false));
      checkSettings(checkout, topic, report);
    }
    report.expectEqual("the set of topics", declared, compacted.keySet());
  }

  private static void checkSettings(Checkout checkout, Manifest topic, Report report) {
    var partitions = PARTITIONS.matcher(checkout.text(SETTINGS));
    Node spec = topic.at("spec");
    Node variables = checkout.yaml("k8s/base/services/configuration.yaml").at("data");
    report.expectEqual(
        topic + ": partitions",
        spec.at("partitions").text(),
        partitions.find() ? partitions.group(1) : "missing");
    report.expectEqual(
        topic + ": replicas",
        spec.at("replicas").text(),
        variables.at("STOREFRONT_TOPICS_REPLICAS").text());
    report.expectEqual(
        topic + ": min.insync.replicas",
        spec.at("config", "min.insync.replicas").text(),
        variables.at("STOREFRONT_TOPICS_MIN_INSYNC_REPLICAS").text());
    report.expectEqual(
        topic + ": compression.type", spec.at("config", "compression.type").text(), "uncompressed");
    var largest = RECORD_SIZE.matcher(checkout.text(SETTINGS));
    report.expectEqual(
        topic + ": max.message.bytes",
        spec.at("config", "max.message.bytes").text(),
        topic.name().endsWith(DeadLetter.TOPIC_SUFFIX)
            ? ""
            : largest.find() ? Integer.parseInt(largest.group(1)) * 1024 + "" : "missing");
    boolean isCompacted = spec.at("config", "cleanup.policy").text().equals("compact");
    report.expectEqual(
        topic + ": max.compaction.lag.ms",
        spec.at("config", "max.compaction.lag.ms").text(),
        isCompacted ? days("1") : "");
    if (topic.name().endsWith(DeadLetter.TOPIC_SUFFIX)) {
      var retention = DEAD_LETTER_RETENTION.matcher(checkout.text(SETTINGS));
      report.expectEqual(
          topic + ": retention.ms",
          spec.at("config", "retention.ms").text(),
          retention.find() ? days(retention.group(1)) : "missing");
      report.expectEqual(topic + ": segment.ms", spec.at("config", "segment.ms").text(), days("1"));
    }
    var config = new Properties();
    spec.at("config").entries().forEach((name, value) -> config.put(name, value.text()));
    try {
      LogConfig.validate(config);
    } catch (KafkaException invalid) {
      report.expect(false, topic + ": " + invalid.getMessage());
    }
  }

  private static String days(String days) {
    return Long.toString(Duration.ofDays(Long.parseLong(days)).toMillis());
  }

  private static void checkRights(
      Checkout checkout, Application application, Sources sources, Report report) {
    var needed = new TreeMap<String, Set<String>>();
    needed.put("cluster ", Set.of("Describe"));
    sources.published().keySet().forEach(topic -> needed.put("topic " + topic, WRITE));
    for (String topic : sources.subscribed()) {
      boolean isOwn = sources.published().containsKey(topic);
      needed.put("topic " + topic, isOwn ? READ_AND_WRITE : READ);
      needed.put("topic " + topic + DeadLetter.TOPIC_SUFFIX, READ_AND_WRITE);
      needed.put("group " + application.name(), READ);
    }
    sources.viewed().forEach(topic -> needed.put("topic " + topic, READ));
    if (application.name().equals(STREAM)) {
      for (String topic : INPUTS_OF_STREAM) {
        needed.put("topic " + topic, READ);
        needed.put("topic " + topic + DeadLetter.TOPIC_SUFFIX, WRITE);
      }
      needed.put("topic prefix " + STREAM, OWN);
      needed.put("group prefix " + STREAM, READ);
      needed.put("transactionalId prefix " + STREAM, Set.of("Write", "Describe"));
    }

    var granted = new TreeMap<String, Set<String>>();
    for (Manifest user : Manifest.base(checkout, "KafkaUser")) {
      if (user.name().equals(application.name() + "-kafka")) {
        for (Node acl : user.at("spec", "authorization", "acls").items()) {
          String prefix = acl.at("resource", "patternType").exists() ? "prefix " : "";
          granted.put(
              acl.at("resource", "type") + " " + prefix + acl.at("resource", "name"),
              new TreeSet<>(acl.at("operations").texts()));
        }
      }
    }
    report.expectEqual("rights of " + application.name(), granted, needed);
  }
}
