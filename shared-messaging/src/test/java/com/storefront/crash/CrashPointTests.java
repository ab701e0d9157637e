package com.storefront.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.local.servers.KafkaServer;
import com.storefront.local.servers.LocalServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Halts a real process before and after each call that shared-messaging makes to MongoDB and Kafka,
 * starts the service again, and judges what became of every change.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashPointTests {

  @TempDir static Path folder;

  /** As many trials at once as there are brokers: each has its topics for itself. */
  private static final BlockingQueue<KafkaServer> BROKERS = new LinkedBlockingQueue<>();

  private static KafkaServer secondBroker;
  private static QuickJvm jvm;
  private static List<String> recorded;

  /** The points on the list: all that a whole life passes, wherever it passes them. */
  static List<String> points() throws Exception {
    try (var list = CrashPointTests.class.getResourceAsStream("/crash-points.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @BeforeAll
  static void recordAWholeLife() throws Exception {
    jvm = new QuickJvm(folder);
    BROKERS.add(LocalServers.kafka());
    recorded = pointsOfAnUndisturbedLife(Variant.FAITHFUL);
    secondBroker = KafkaServer.start(folder.resolve("second-broker"), 0);
    BROKERS.add(secondBroker);
  }

  @AfterAll
  static void stopSecondBroker() {
    if (secondBroker != null) {
      secondBroker.stop();
    }
  }

  /** Which also shows that nobody is convicted without a crash. */
  private static List<String> pointsOfAnUndisturbedLife(Variant variant) throws Exception {
    KafkaServer kafka = BROKERS.take();
    try (var trial = new Trial(folder, jvm, kafka)) {
      trial.live(variant, "");
      trial.recover();
      assertThat(trial.judge().violations()).isEmpty();
      return trial.journal().passed();
    } finally {
      BROKERS.add(kafka);
    }
  }

  @Test
  void knowsEveryCallThatTheServiceMakes() throws Exception {
    assertThat(recorded).containsExactlyInAnyOrderElementsOf(points());
  }

  @ParameterizedTest
  @MethodSource("points")
  void losesNothingAndDoesNothingTwice(String point) throws Exception {
    KafkaServer kafka = BROKERS.take();
    try (var trial = new Trial(folder, jvm, kafka)) {
      if (point.contains(" topics:")) {
        trial.removeTopics();
      }

      trial.live(Variant.FAITHFUL, point);
      trial.recover();

      assertThat(trial.judge().violations()).isEmpty();
      assertThat(trial.journal().passed()).isSubsetOf(points());
    } finally {
      BROKERS.add(kafka);
    }
  }

  /** The harness is proven by services that break the promise: without a crash nobody can tell. */
  @ParameterizedTest
  @CsvSource({
    "SAVES_THEN_SENDS, AggregateStore.update.write update trains:after, instead of",
    "REMOVES_BEFORE_ACKNOWLEDGEMENT, OutboxRelay.turn.removeIfDue.remove update trains:after, told",
    "COMMITS_BEFORE_APPLYING, FollowedTopic.onMessage.onMessage.applyReadable.apply.ContinuedTraces.during.Board.on update boards:before, has on its board"
  })
  void convictsWhoBreaksThePromise(Variant variant, String point, String verdict) throws Exception {
    pointsOfAnUndisturbedLife(variant);

    KafkaServer kafka = BROKERS.take();
    try (var trial = new Trial(folder, jvm, kafka)) {
      trial.live(variant, point);
      trial.recover();

      assertThat(trial.judge().violations())
          .isNotEmpty()
          .anySatisfy(violation -> assertThat(violation).contains(verdict));
    } finally {
      BROKERS.add(kafka);
    }
  }
}
