package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.system.checker.Checker;
import com.storefront.system.checker.CommandKind;
import com.storefront.system.checker.HistoryEvent;
import com.storefront.system.checker.HistoryFile;
import com.storefront.system.checker.Kind;
import com.storefront.system.checker.Verdict;
import com.storefront.system.checker.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random commands from several clients at once, and the checker's verdict on the whole run. */
class HistoryTests {

  private static final int CLIENTS = 4;
  private static final int COMMANDS_EACH = 150;
  private static final Duration COMES_TO_REST = Duration.ofSeconds(90);

  private static final List<CommandKind> DECISIONS =
      List.of(
          CommandKind.APPROVE,
          CommandKind.APPROVE,
          CommandKind.APPROVE,
          CommandKind.REJECT,
          CommandKind.CANCEL);
  private static final List<CommandKind> MOVES =
      List.of(
          CommandKind.PROCESS,
          CommandKind.PROCESS,
          CommandKind.HOLD,
          CommandKind.RELEASE,
          CommandKind.SHIP,
          CommandKind.PUT_IN_TRANSIT,
          CommandKind.RECEIVE,
          CommandKind.GIVE_UP,
          CommandKind.TAKE_BACK);

  private final Storefront storefront = Storefront.running();
  private final Recorder recorder = new Recorder(storefront);
  private final List<String> customers = new CopyOnWriteArrayList<>();
  private final List<String> orders = new CopyOnWriteArrayList<>();

  @Test
  void leavesAHistoryWithoutAViolation(@TempDir Path folder) throws Exception {
    long seed = Long.getLong("storefront.seed", System.nanoTime());
    System.out.println("history: storefront.seed=" + seed);

    var clients = Executors.newFixedThreadPool(CLIENTS);
    List<Future<?>> running = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      var random = new Random(seed + client);
      running.add(clients.submit(() -> sendCommands(random)));
    }
    clients.shutdown();
    for (Future<?> client : running) {
      client.get();
    }

    Path history = folder.resolve("history.jsonl");
    await("the run to come to rest without a violation, seed " + seed)
        .atMost(COMES_TO_REST)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Verdict verdict = Checker.judge(recorder.write(history));
              System.out.printf(
                  "history: %,d events of %,d aggregates, %,d violations%n",
                  verdict.events(), verdict.aggregates(), verdict.count());
              assertThat(verdict.violations()).isEmpty();
            });
    assertThat(orders).hasSizeGreaterThan(24);
    assertThat(verdictWithout(HistoryEvent.Published.class, history))
        .contains(Kind.LOST)
        .doesNotContain(Kind.DIVERGED);
    assertThat(verdictWithout(HistoryEvent.CustomerCopy.class, history)).containsOnly(Kind.LOST);
    assertThat(verdictWithout(HistoryEvent.Account.class, history))
        .contains(Kind.GHOST, Kind.REFUTED_ANSWER);
    assertThat(verdictWithout(HistoryEvent.Fulfillment.class, history))
        .contains(Kind.LOST, Kind.GHOST, Kind.STUCK, Kind.REFUTED_ANSWER);
  }

  /** What the checker says of a real history that lacks something. */
  private static Set<Kind> verdictWithout(Class<? extends HistoryEvent> left, Path history) {
    var checker = new Checker();
    HistoryFile.read(
        history,
        event -> {
          if (!left.isInstance(event)) {
            checker.accept(event);
          }
        });
    return checker.verdict().violations().stream().map(Violation::kind).collect(Collectors.toSet());
  }

  private void sendCommands(Random random) {
    for (int i = 0; i < COMMANDS_EACH; i++) {
      int choice = random.nextInt(20);
      if (customers.isEmpty() || choice < 2) {
        create(
            CommandKind.REGISTER, null, Shop.customer("run-%d@example.com".formatted(i)), random);
      } else if (choice < 5) {
        create(CommandKind.PLACE, any(customers, random), Shop.order(), random);
      } else if (choice < 7) {
        var email =
            Map.of("contact", Map.of("email", "run-%d@example.com".formatted(random.nextInt())));
        send(CommandKind.CHANGE, any(customers, random), email, random);
      } else if (choice == 7 && random.nextInt(4) == 0) {
        send(CommandKind.DELETE, any(customers, random), "", random);
      } else if (!orders.isEmpty()) {
        List<CommandKind> kinds = choice < 11 ? DECISIONS : MOVES;
        CommandKind kind = kinds.get(random.nextInt(kinds.size()));
        String body = kind == CommandKind.SHIP ? "{\"shippingMethod\": \"Drone\"}" : "{}";
        send(kind, any(orders, random), body, random);
      }
    }
  }

  /** Some creations are sent twice under their key. */
  private void create(CommandKind kind, String target, Object body, Random random) {
    String key = UUID.randomUUID().toString();
    String created = recorder.command(kind, target, key, null, body);
    if (random.nextInt(4) == 0) {
      recorder.command(kind, target, key, null, body);
    }
    if (created != null) {
      (kind == CommandKind.REGISTER ? customers : orders).add(created);
    }
  }

  private void send(CommandKind kind, String target, Object body, Random random) {
    Long upon = random.nextBoolean() ? null : Long.valueOf(1 + random.nextInt(4));
    recorder.command(kind, target, null, upon, body);
  }

  private static String any(List<String> candidates, Random random) {
    return candidates.get(random.nextInt(candidates.size()));
  }
}
