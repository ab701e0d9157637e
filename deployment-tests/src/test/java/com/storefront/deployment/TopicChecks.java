package com.storefront.deployment;

import com.storefront.events.Topics;
import com.storefront.messaging.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The topics are those of the services, as safe as these demand, and each may do what it does. */
final class TopicChecks {

  private TopicChecks() {}

  static void check(Checkout checkout, Complaints complaints) {
    Map<String, Boolean> compacted = new TreeMap<>();
    for (Application application : Application.all(checkout)) {
      var sources = Sources.of(checkout, application.sources());
      sources
          .published()
          .forEach((constant, carriesState) -> compacted.put(topic(constant), carriesState));
      for (String constant : sources.followed()) {
        compacted.put(topic(constant) + Topics.DEAD_LETTER_SUFFIX, false);
      }
      rights(checkout, application, sources, complaints);
    }

    var declared = new TreeSet<String>();
    for (Manifest topic : Manifest.base(checkout, "KafkaTopic")) {
      declared.add(topic.name());
      settings(checkout, topic, compacted.getOrDefault(topic.name(), false), complaints);
    }
    complaints.unlessEqual(declared, compacted.keySet(), "k8s/base/kafka: the set of topics");
  }

  private static void settings(
      Checkout checkout, Manifest topic, boolean isCompacted, Complaints complaints) {
    TopicSettings demanded = demanded(checkout);
    complaints.unlessEqual(
        topic.at("spec", "partitions").number(),
        demanded.partitions(),
        "%s: number of partitions",
        topic);
    complaints.unlessEqual(
        topic.at("spec", "replicas").number(),
        (int) demanded.replicas(),
        "%s: number of replicas",
        topic);
    complaints.unlessEqual(
        topic.at("spec", "config", "min.insync.replicas").number(),
        demanded.minInsyncReplicas(),
        "%s: min.insync.replicas",
        topic);
    complaints.unlessEqual(
        topic.at("spec", "config", "cleanup.policy").text().equals("compact"),
        isCompacted,
        "%s: whether it is compacted",
        topic);
    var settings = new java.util.Properties();
    topic
        .at("spec", "config")
        .entries()
        .forEach((name, setting) -> settings.setProperty(name, setting.text()));
    try {
      LogConfig.validate(settings);
    } catch (KafkaException refused) {
      complaints.unless(false, "%s: %s", topic, refused.getMessage());
    }
  }

  /** As the services will read it: what the ConfigMap says, else their defaults. */
  private static TopicSettings demanded(Checkout checkout) {
    var variables = new TreeMap<String, String>();
    for (Manifest shared : Manifest.base(checkout, "ConfigMap")) {
      shared
          .at("data")
          .entries()
          .forEach(
              (name, value) -> {
                if (name.startsWith("STOREFRONT_TOPICS_")) {
                  String property =
                      name.substring("STOREFRONT_TOPICS_".length())
                          .toLowerCase(Locale.ROOT)
                          .replace('_', '-');
                  variables.put("storefront.topics." + property, value.text());
                }
              });
    }
    return new Binder(new MapConfigurationPropertySource(variables))
        .bindOrCreate("storefront.topics", TopicSettings.class);
  }

  private static void rights(
      Checkout checkout, Application application, Sources sources, Complaints complaints) {
    var needed = new TreeMap<String, Set<String>>();
    var writing = Set.of("Create", "Write", "Describe", "DescribeConfigs");
    var reading = Set.of("Read", "Describe");
    var settling = Set.of("Create", "Write", "Read", "Describe", "DescribeConfigs");
    needed.put("cluster ", Set.of("Describe"));
    sources
        .published()
        .keySet()
        .forEach(constant -> needed.put("topic " + topic(constant), writing));
    for (String constant : sources.followed()) {
      needed.put("topic " + topic(constant), reading);
      needed.put("topic " + topic(constant) + Topics.DEAD_LETTER_SUFFIX, settling);
      needed.put("group " + application.name(), reading);
    }

    List<Manifest> users = new ArrayList<>(Manifest.base(checkout, "KafkaUser"));
    users.removeIf(user -> !user.name().equals(application.name() + "-kafka"));
    var given = new TreeMap<String, Set<String>>();
    for (Manifest user : users) {
      for (Node acl : user.at("spec", "authorization", "acls").items()) {
        given.put(
            acl.at("resource", "type") + " " + acl.at("resource", "name"),
            new TreeSet<>(acl.at("operations").items().stream().map(Node::text).toList()));
      }
    }
    complaints.unlessEqual(given, needed, "k8s/base/kafka: rights of %s", application.name());
  }

  /** The topic that a constant in {@code Topics} names. */
  static String topic(String constant) {
    try {
      return (String) Topics.class.getField(constant).get(null);
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalArgumentException(constant + " is no constant of Topics", unknown);
    }
  }
}
