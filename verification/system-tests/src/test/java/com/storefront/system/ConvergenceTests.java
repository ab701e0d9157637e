package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.storefront.system.Fault.Kind;
import com.storefront.system.checker.CommandKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures how soon the copies of customers equal their sources after a fault, see {@code
 * ./storefront prove --customers}.
 */
@EnabledIfSystemProperty(named = "storefront.customers", matches = "\\d+")
class ConvergenceTests {

  private static final int CUSTOMERS = Integer.getInteger("storefront.customers", 0);
  private static final int CLIENTS = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration MAX_CONVERGENCE = Duration.ofSeconds(5);
  private static final Duration BEGINS = Duration.ofSeconds(2);
  private static final Duration LASTS = Duration.ofSeconds(8);

  @TempDir private static Path data;
  private static ProxiedStorefront proxied;
  private static Storefront storefront;
  private static List<String> customers;

  @BeforeAll
  static void fill() {
    Path target = Storefront.HOME.resolve("verification/system-tests/target");
    proxied = new ProxiedStorefront(data, target.resolve("proxied-storefront"));
    storefront = proxied.storefront();
    customers = BulkWorkload.createCustomers(storefront, CUSTOMERS);
  }

  @AfterAll
  static void stop() {
    proxied.close();
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(Kind.KILL, Service.ACCOUNTS, BEGINS, Duration.ZERO),
        new Fault(Kind.KILL, Service.ORDERS, BEGINS, Duration.ZERO),
        new Fault(Kind.PAUSE, Service.ACCOUNTS, BEGINS, LASTS),
        new Fault(Kind.PAUSE, Service.ORDERS, BEGINS, LASTS),
        new Fault(Kind.STOP_KAFKA, null, BEGINS, LASTS),
        new Fault(Kind.CUT_OFF_KAFKA, null, BEGINS, LASTS),
        new Fault(Kind.SILENCE_KAFKA, null, BEGINS, LASTS),
        new Fault(Kind.KILL_MONGODB, null, BEGINS, Duration.ZERO),
        new Fault(Kind.PAUSE_MONGODB, null, BEGINS, LASTS),
        new Fault(Kind.CUT_OFF_MONGODB, null, BEGINS, LASTS));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void copiesEqualTheirSourcesSoonAfter(Fault fault) throws Exception {
    Set<String> changed = ConcurrentHashMap.newKeySet();
    var recorder = new Recorder(storefront);
    var healed = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int client = 0; client < CLIENTS; client++) {
      clients.execute(
          () -> {
            while (!healed.get()) {
              changeAny(recorder, changed);
            }
          });
    }
    clients.shutdown();
    new FaultInjector(proxied, recorder).run(new FaultSchedule(0, List.of(fault), 0));
    healed.set(true);
    long since = System.nanoTime();
    assertThat(clients.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    List<Duration> times = untilEqual(changed, since);

    System.out.printf(
        "%s | %,d customers, %,d changed | of the changed equal after %.1f s (p50), %.1f s (p99); of all %.1f s (p99)%n",
        fault,
        CUSTOMERS,
        changed.size(),
        percentile(times, changed.size(), 50),
        percentile(times, changed.size(), 99),
        percentile(times, CUSTOMERS, 99));
    assertThat(percentile(times, CUSTOMERS, 99)).isLessThanOrEqualTo(MAX_CONVERGENCE.toSeconds());
    await("every copy to equal its source")
        .atMost(TIMEOUT)
        .until(
            () ->
                states(sources(), "version", Filters.empty())
                    .equals(states(copies(), "sequence", Filters.empty())));
  }

  private static void changeAny(Recorder recorder, Set<String> changed) {
    var random = ThreadLocalRandom.current();
    String customer = customers.get(random.nextInt(customers.size()));
    changed.add(customer);
    recorder.command(
        CommandKind.CHANGE,
        customer,
        null,
        null,
        Map.of("contact", Map.of("email", "run-%d@example.com".formatted(random.nextInt()))));
  }

  /** The times after {@code since} at which the copies came to equal their sources. */
  private static List<Duration> untilEqual(Set<String> changed, long since) {
    List<Duration> times = new ArrayList<>();
    Set<String> waiting = ConcurrentHashMap.newKeySet();
    waiting.addAll(changed);
    await()
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              Map<String, String> sources =
                  states(sources(), "version", Filters.in("_id", waiting));
              Map<String, String> copies = states(copies(), "sequence", Filters.in("_id", waiting));
              Duration now = Duration.ofNanos(System.nanoTime() - since);
              for (Map.Entry<String, String> source : sources.entrySet()) {
                if (source.getValue().equals(copies.get(source.getKey()))) {
                  waiting.remove(source.getKey());
                  times.add(now);
                }
              }
              return waiting.isEmpty();
            });
    return times;
  }

  /** Version and event id of each document, by id. */
  private static Map<String, String> states(
      MongoCollection<Document> collection, String version, Bson filter) {
    var states = new HashMap<String, String>();
    collection
        .find(filter)
        .projection(Projections.include(version, "eventId"))
        .forEach(it -> states.put(it.getString("_id"), it.get(version) + it.getString("eventId")));
    return states;
  }

  /** In seconds. Unchanged customers count with 0 seconds. */
  private static double percentile(List<Duration> changed, int of, int percent) {
    int rank = (int) Math.ceil(of * percent / 100.0) - (of - changed.size());
    return rank < 1 ? 0 : changed.get(rank - 1).toMillis() / 1000.0;
  }

  private static MongoCollection<Document> sources() {
    return storefront.collection(Service.ACCOUNTS, "customer.accounts");
  }

  private static MongoCollection<Document> copies() {
    return storefront.collection(Service.ORDERS, "customers");
  }
}
