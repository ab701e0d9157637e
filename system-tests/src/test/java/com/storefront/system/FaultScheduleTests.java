package com.storefront.system;

import static com.storefront.system.checker.Kind.LOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.outbox.NaivePublishing;
import com.storefront.system.Fault.Kind;
import com.storefront.system.checker.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing lost and nothing done twice, whatever fails, whenever and in whatever company. */
class FaultScheduleTests {

  private static final Path TARGET =
      Path.of(System.getProperty("storefront.home", ".."), "system-tests/target");
  private static final int SCHEDULES = Integer.getInteger("storefront.schedules", 20);

  /** Commands of each client: a service that was never used is slow, which is another matter. */
  private static final int WARM_UP = 20;

  private static final Duration LONGEST_CONVERGENCE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private static Path data;
  private static FragileStorefront storefront;
  private static final Past PAST = new Past();

  @BeforeAll
  static void start() {
    storefront = new FragileStorefront(data, TARGET.resolve("fragile-storefront"));
    var recorder = new Recorder(storefront.storefront());
    new Clients(recorder, 1).send(WARM_UP);
    await().until(() -> new Followers(storefront.storefront(), PAST).missing().isEmpty());
    PAST.add(storefront.storefront());
  }

  @AfterAll
  static void stop() {
    storefront.close();
  }

  /** {@code -Dstorefront.seed=} replays one. */
  static LongStream seeds() {
    Long seed = Long.getLong("storefront.seed");
    return seed == null
        ? LongStream.range(0, SCHEDULES).map(i -> System.nanoTime() + i)
        : LongStream.of(seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsEveryPromise(long seed) throws Exception {
    Trial trial = trial(FaultSchedule.of(seed));

    assertThat(trial.isClean()).as(trial.toString()).isTrue();
  }

  @Test
  void keepsEveryPromiseInACrowd() throws Exception {
    var killed =
        new Fault(Kind.KILL, Service.FULFILLMENT, Duration.ofSeconds(1), Duration.ofMillis(100));
    Trial trial = trial(new FaultSchedule(1, List.of(killed), 20));

    assertThat(trial.isClean()).as(trial.toString()).isTrue();
  }

  /** What {@code ./storefront prove} runs. */
  @Test
  @EnabledIfSystemProperty(named = "storefront.minutes", matches = "\\d+")
  void keepsEveryPromiseForMinutes() throws Exception {
    long seed = Long.getLong("storefront.seed", System.nanoTime());
    long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("storefront.minutes")).toNanos();
    var total = new Total();
    do {
      total.add(trial(FaultSchedule.of(seed++)));
    } while (System.nanoTime() < end);
    System.out.println(total);

    assertThat(total.failed()).as(total.toString()).isZero();
  }

  /** What many services do; ours comes through the same schedule. */
  @Test
  void convictsAServiceThatSavesAndThenSends() throws Exception {
    Path naive =
        Starter.write(
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
    Trial ours = trial(schedule);

    accounts.close();
    accounts.startWith(naive).awaitReady();
    Trial naives;
    try {
      naives = trial(schedule, SOON, data);
    } finally {
      accounts.close();
      accounts.start().awaitReady();
    }

    assertThat(ours.isClean()).as(ours.toString()).isTrue();
    assertThat(naives.verdict().violations())
        .filteredOn(violation -> violation.kind() == LOST)
        .isNotEmpty()
        .allMatch(violation -> violation.place() == Place.CUSTOMER_TOPIC);
  }

  @Test
  void drawsTheSameScheduleFromTheSameSeed() {
    assertThat(FaultSchedule.of(42)).isEqualTo(FaultSchedule.of(42));
    assertThat(FaultSchedule.of(42)).isNotEqualTo(FaultSchedule.of(43));
  }

  private static Trial trial(FaultSchedule schedule) throws Exception {
    return trial(schedule, LONGEST_CONVERGENCE, TARGET.resolve("histories"));
  }

  private static Trial trial(FaultSchedule schedule, Duration patience, Path histories)
      throws Exception {
    System.out.println("schedule: storefront.seed=" + schedule.seed() + " " + schedule);
    Trial trial = Trial.of(storefront, schedule, PAST, histories, patience);
    System.out.println(trial);
    PAST.add(storefront.storefront());
    return trial;
  }
}
