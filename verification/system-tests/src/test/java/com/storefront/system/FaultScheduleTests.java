package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.outbox.NaivePublishing;
import com.storefront.system.Fault.Kind;
import com.storefront.system.checker.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Random faults under load lose no event and apply none twice. */
@Execution(ExecutionMode.CONCURRENT) // with the other tests: it has servers of its own
@ResourceLock("its storefront") // makes its tests run one after the other
class FaultScheduleTests {

  private static final Path TARGET = Storefront.HOME.resolve("verification/system-tests/target");
  private static final int SCHEDULES = Integer.getInteger("storefront.schedules", 20);

  /** Commands of each client before the first schedule, because a cold service is slow. */
  private static final int WARM_UP_COMMANDS = 20;

  private static final Duration MAX_CONVERGENCE = Duration.ofSeconds(60);
  private static final Duration SHORT_CONVERGENCE = Duration.ofSeconds(5);

  @TempDir private static Path data;
  private static ProxiedStorefront storefront;
  private static final Baseline BASELINE = new Baseline();

  @BeforeAll
  static void start() {
    storefront = new ProxiedStorefront(data, TARGET.resolve("proxied-storefront"));
    var recorder = new Recorder(storefront.storefront());
    new Clients(recorder, 1).send(WARM_UP_COMMANDS);
    await().until(() -> new CopyComparison(storefront.storefront(), BASELINE).missing().isEmpty());
    BASELINE.add(storefront.storefront());
  }

  @AfterAll
  static void stop() {
    storefront.close();
  }

  /** {@code -Dstorefront.seed=} replays one schedule. */
  static LongStream seeds() {
    Long seed = Long.getLong("storefront.seed");
    return seed == null
        ? LongStream.range(0, SCHEDULES).map(i -> System.nanoTime() + i)
        : LongStream.of(seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsEveryGuarantee(long seed) throws Exception {
    Scenario scenario = run(FaultSchedule.of(seed));

    assertThat(scenario.isClean()).as(scenario.toString()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void keepsEveryGuaranteeWhenAServiceIsKilledUnderBulkLoad(Service service) throws Exception {
    var kill = new Fault(Kind.KILL, service, Duration.ofSeconds(1), Duration.ofMillis(100));

    Scenario scenario = run(new FaultSchedule(1, List.of(kill), 20));

    assertThat(scenario.isClean()).as(scenario.toString()).isTrue();
  }

  /** The test behind {@code ./storefront prove}. */
  @Test
  @EnabledIfSystemProperty(named = "storefront.minutes", matches = "\\d+")
  void keepsEveryGuaranteeForMinutes() throws Exception {
    long seed = Long.getLong("storefront.seed", System.nanoTime());
    long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("storefront.minutes")).toNanos();
    var summary = new Summary();
    do {
      summary.add(run(FaultSchedule.of(seed++)));
      long secondsLeft = Math.max(0, end - System.nanoTime()) / 1_000_000_000;
      System.out.printf("%d min %d s left; %s%n", secondsLeft / 60, secondsLeft % 60, summary);
    } while (System.nanoTime() < end);

    assertThat(summary.failed()).as(summary.toString()).isZero();
  }

  /** The same schedule is clean with the outbox. */
  @Test
  void findsEveryLossOfAServiceThatSavesAndThenSends() throws Exception {
    Path naive =
        ExtensionJar.write(
            data.resolve("naive.jar"),
            NaivePublishing.class,
            "storefront.outbox.relay-enabled=false");
    var schedule =
        new FaultSchedule(
            1,
            List.of(
                new Fault(Kind.STOP_KAFKA, null, Duration.ofSeconds(1), Duration.ofSeconds(3)),
                new Fault(
                    Kind.KILL, Service.ACCOUNTS, Duration.ofSeconds(3), Duration.ofMillis(100))),
            0);
    Instance accounts = storefront.storefront().service(Service.ACCOUNTS);
    Scenario withOutbox = run(schedule);

    accounts.close();
    accounts.startWith(naive).awaitReady();
    Scenario withoutOutbox;
    try {
      withoutOutbox = run(schedule, SHORT_CONVERGENCE, data);
    } finally {
      accounts.close();
      accounts.start().awaitReady();
    }

    assertThat(withOutbox.isClean()).as(withOutbox.toString()).isTrue();
    assertThat(withoutOutbox.findings().violations())
        .filteredOn(violation -> violation.kind() == Violation.Kind.LOST)
        .isNotEmpty()
        .extracting(Violation::place)
        .contains(Violation.Place.CUSTOMER_TOPIC)
        .isSubsetOf(Violation.Place.CUSTOMER_TOPIC, Violation.Place.IMPORT_TOPIC);
  }

  @Test
  void drawsTheSameScheduleFromTheSameSeed() {
    assertThat(FaultSchedule.of(42)).isEqualTo(FaultSchedule.of(42));
    assertThat(FaultSchedule.of(42)).isNotEqualTo(FaultSchedule.of(43));
  }

  private static Scenario run(FaultSchedule schedule) throws Exception {
    return run(schedule, MAX_CONVERGENCE, TARGET.resolve("histories"));
  }

  private static Scenario run(FaultSchedule schedule, Duration timeout, Path histories)
      throws Exception {
    System.out.println("schedule: storefront.seed=" + schedule.seed() + " " + schedule);
    Scenario scenario = Scenario.run(storefront, schedule, BASELINE, histories, timeout);
    System.out.println(scenario);
    BASELINE.add(storefront.storefront());
    return scenario;
  }
}
