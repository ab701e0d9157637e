package com.storefront.console.journey;

import com.storefront.console.journey.Hop.Place;
import com.storefront.console.journey.Hop.Sighting;
import com.storefront.console.journey.OrderRecords.Search;
import com.storefront.console.management.Management;
import com.storefront.console.management.Services;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;

/**
 * Finds where the newest events of an order are.
 *
 * <p>Sources are read first, then Kafka, then copies and dead letters. So an event that is neither
 * in an outbox nor applied nor a dead letter is in Kafka, after the committed offset.
 */
@Component
class Journeys implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Journeys.class);

  private static final String JOURNEY = "/actuator/journey/{id}";
  private static final List<String> SERVICES = List.of("orders", "fulfillment");
  private static final Set<Link> LINKS = EnumSet.allOf(Link.class);
  private static final int MAX_LETTERS = 1000;

  private final OrderRecords records;
  private final Services services;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Journeys(OrderRecords records, Services services) {
    this.records = records;
    this.services = services;
  }

  Journey of(String guid) {
    Map<String, JsonNode> sources = read(SERVICES, JOURNEY, guid);
    Optional<Map<Link, Place>> places = places(guid);
    Set<String> answering = sources.keySet();
    CompletableFuture<List<JsonNode>> letters =
        places.isEmpty()
            ? CompletableFuture.completedFuture(List.of())
            : CompletableFuture.supplyAsync(() -> deadLetters(answering, guid), threads);
    Map<String, JsonNode> copies = read(answering, JOURNEY, guid);
    Map<Link, Hop> hops =
        atOnce(
            LINKS, link -> hop(link, sources, places.map(it -> it.get(link)).orElse(null), copies));
    return new Journey(
        List.copyOf(hops.values()),
        letters.join(),
        SERVICES.stream().filter(service -> !sources.containsKey(service)).toList(),
        places.isPresent());
  }

  /** Empty if Kafka does not answer. */
  private Optional<Map<Link, Place>> places(String guid) {
    try {
      return Optional.of(atOnce(LINKS, link -> records.place(link, guid)));
    } catch (KafkaException unreachable) {
      log.debug("Kafka does not answer", unreachable);
      return Optional.empty();
    }
  }

  private Hop hop(
      Link link,
      Map<String, JsonNode> sources,
      @Nullable Place place,
      Map<String, JsonNode> copies) {
    JsonNode source = ofTopic(sources.get(link.from()), "sources", link.topic());
    JsonNode copy = ofTopic(copies.get(link.to()), "copies", link.topic());
    var hop =
        new Hop(
            link.topic(),
            link.from(),
            link.to(),
            place,
            source,
            copy == null ? null : copy.path("events"),
            null,
            true);
    if (place == null || source == null || !hop.isPublished()) {
      return hop;
    }
    try {
      String position = hop.position();
      if (hop.isApplied()) {
        return position == null ? hop : hop.with(new Search(records.at(position), true));
      }
      return hop.with(
          records.findUnconsumed(link.topic(), place, source.path("eventId").asString()));
    } catch (KafkaException failure) {
      log.debug("The record was not found", failure);
      return hop.with(new Search(Optional.<Sighting>empty(), false));
    }
  }

  /** Null if the service does not answer, or has nothing of the topic. */
  private static @Nullable JsonNode ofTopic(
      @Nullable JsonNode journey, String field, String topic) {
    return journey == null
        ? null
        : journey
            .path(field)
            .valueStream()
            .filter(each -> each.path("topic").asString("").equals(topic))
            .findFirst()
            .orElse(null);
  }

  private List<JsonNode> deadLetters(Collection<String> of, String guid) {
    return read(of, "/actuator/deadletters?limit=" + MAX_LETTERS).values().stream()
        .flatMap(page -> page.path("deadLetters").valueStream())
        .filter(letter -> letter.path("key").asString("").equals(guid))
        .toList();
  }

  /** The answers by service; those that do not answer are missing. */
  private Map<String, JsonNode> read(Collection<String> names, String path, Object... variables) {
    return atOnce(
        names,
        name -> {
          Management service = services.get(name);
          try {
            return service.send(HttpMethod.GET, path, null, variables).expectSuccess(name);
          } catch (ErrorResponseException silent) {
            log.debug("{} does not answer", name, silent);
            return null;
          }
        });
  }

  /** Reads a value for each key, all at once; keys whose value is null are missing. */
  private <K extends Comparable<K>, V> Map<K, V> atOnce(
      Collection<K> keys, Function<K, @Nullable V> read) {
    var answers = new ConcurrentSkipListMap<K, V>();
    var all =
        keys.stream()
            .map(
                key ->
                    CompletableFuture.runAsync(
                        () -> {
                          V value = read.apply(key);
                          if (value != null) {
                            answers.put(key, value);
                          }
                        },
                        threads))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(all).join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
    return answers;
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }

  /**
   * The journey of an order.
   *
   * @param hops from orders to fulfillment, and back
   * @param deadLetters unresolved ones of the order
   * @param silent services that do not answer
   * @param isKafkaAnswering whether the console reaches Kafka
   */
  record Journey(
      List<Hop> hops, List<JsonNode> deadLetters, List<String> silent, boolean isKafkaAnswering) {}
}
