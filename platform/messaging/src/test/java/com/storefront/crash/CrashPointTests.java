package com.storefront.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.servers.KafkaServer;
import com.storefront.servers.LocalServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * Halts a real process before and after each call that platform/messaging makes to MongoDB and
 * Kafka, starts the service again, and verifies every change.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashPointTests {

  @TempDir static Path folder;

  /** One trial at a time for each broker, because all trials use the same topics. */
  private static final BlockingQueue<KafkaServer> BROKERS = new LinkedBlockingQueue<>();

  private static KafkaServer secondBroker;
  private static QuickJvm jvm;
  private static List<String> recorded;

  /** The listed points: all that a complete run passes. */
  static List<String> points() throws Exception {
    try (var list = CrashPointTests.class.getResourceAsStream("/crash-points.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @BeforeAll
  static void recordACompleteRun() throws Exception {
    jvm = new QuickJvm(folder);
    BROKERS.add(LocalServers.kafka());
    recorded = pointsOfACompleteRun(Variant.CORRECT);
    Files.write(Path.of("target", "crash-points.txt"), recorded.stream().sorted().toList());
    secondBroker = KafkaServer.start(folder.resolve("second-broker"), 0);
    BROKERS.add(secondBroker);
  }

  @AfterAll
  static void stopSecondBroker() {
    if (secondBroker != null) {
      secondBroker.stop();
    }
  }

  /** Also shows that a run without a crash has no violations. */
  private static List<String> pointsOfACompleteRun(Variant variant) throws Exception {
    KafkaServer kafka = BROKERS.take();
    try (var trial = new Trial(folder, jvm, kafka)) {
      trial.run(variant, "");
      trial.recover();
      assertThat(trial.verification().violations()).isEmpty();
      return trial.journal().passed();
    } finally {
      BROKERS.add(kafka);
    }
  }

  /** A complete run writes the points to {@code target/crash-points.txt}. */
  @Test
  void listsEveryCallThatTheServiceMakes() throws Exception {
    assertThat(recorded).containsExactlyInAnyOrderElementsOf(points());
  }

  @ParameterizedTest
  @MethodSource("points")
  void losesNoEventAndAppliesNoneTwice(String point) throws Exception {
    KafkaServer kafka = BROKERS.take();
    try (var trial = new Trial(folder, jvm, kafka)) {
      if (point.contains(" topics:")) {
        trial.removeTopics();
      }

      trial.run(Variant.CORRECT, point);
      trial.recover();

      assertThat(trial.verification().violations()).isEmpty();
      assertThat(trial.journal().passed()).isSubsetOf(points());
    } finally {
      BROKERS.add(kafka);
    }
  }

  /** Faulty variants behave correctly without a crash. */
  @ParameterizedTest
  @CsvSource({
    "SAVES_THEN_SENDS, AggregateStore.update.save.bulkWrite.execute update trains:after, instead of",
    "REMOVES_BEFORE_ACKNOWLEDGEMENT, OutboxRelay.publishNextBatch.PendingOutboxes.removeAcknowledged update trains:after, published",
    "COMMITS_BEFORE_APPLYING, EventBatchListener.onMessage.onMessage.applyOrIsolate.apply.Board.on update boards:before, has on its board"
  })
  void detectsFaultyVariants(Variant variant, String point, String violation) throws Exception {
    pointsOfACompleteRun(variant);

    KafkaServer kafka = BROKERS.take();
    try (var trial = new Trial(folder, jvm, kafka)) {
      trial.run(variant, point);
      trial.recover();

      assertThat(trial.verification().violations())
          .isNotEmpty()
          .anySatisfy(each -> assertThat(each).contains(violation));
    } finally {
      BROKERS.add(kafka);
    }
  }
}
