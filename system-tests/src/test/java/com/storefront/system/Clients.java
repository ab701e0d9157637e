package com.storefront.system;

import com.storefront.system.checker.CommandKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * Several clients at once that send random commands, as a seed has it. What got no answer they send
 * again, under the same key or upon the same version.
 */
final class Clients {

  private static final int CLIENTS = 8;
  private static final int ATTEMPTS = 8;

  /** Who gets no answer does not hammer. */
  private static final long PAUSE_MILLIS = 250;

  /** Between the commands of a client: a service that starts meanwhile needs the processors too. */
  private static final long THINKING_MILLIS = 100;

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

  private final Recorder recorder;
  private final long seed;
  private final List<String> customers = new CopyOnWriteArrayList<>();
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();

  private volatile boolean stopped;

  Clients(Recorder recorder, long seed) {
    this.recorder = recorder;
    this.seed = seed;
  }

  /** Has each send so many commands, and waits until they did. */
  void send(int commandsEach) {
    begin(sent -> sent < commandsEach, 0);
    awaitEnd();
  }

  /** Has them send commands until they are told to stop. */
  void start() {
    begin(sent -> !stopped, THINKING_MILLIS);
  }

  /** Waits until each has the answer to its last command. */
  void stop() {
    stopped = true;
    awaitEnd();
  }

  List<String> orders() {
    return orders;
  }

  private void begin(IntPredicate more, long thinkingMillis) {
    var seeds = new SplittableRandom(seed);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    for (int client = 0; client < CLIENTS; client++) {
      var random = new Random(seeds.nextLong());
      running.add(
          threads.submit(
              () -> {
                for (int sent = 0; more.test(sent); sent++) {
                  sendAny(sent, random);
                  pause(thinkingMillis);
                }
              }));
    }
    threads.shutdown();
  }

  private void awaitEnd() {
    try {
      for (Future<?> client : running) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a client failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendAny(int sent, Random random) {
    int choice = random.nextInt(20);
    if (customers.isEmpty() || choice < 2) {
      create(
          CommandKind.REGISTER, null, Shop.customer("run-%d@example.com".formatted(sent)), random);
    } else if (choice < 5) {
      create(CommandKind.PLACE, any(customers, random), Shop.order(), random);
    } else if (choice < 7) {
      var email =
          Map.of("contact", Map.of("email", "run-%d@example.com".formatted(random.nextInt())));
      change(CommandKind.CHANGE, any(customers, random), email, random);
    } else if (choice == 7 && random.nextInt(4) == 0) {
      change(CommandKind.DELETE, any(customers, random), "", random);
    } else if (!orders.isEmpty()) {
      List<CommandKind> kinds = choice < 11 ? DECISIONS : MOVES;
      CommandKind kind = kinds.get(random.nextInt(kinds.size()));
      String body = kind == CommandKind.SHIP ? "{\"shippingMethod\": \"Drone\"}" : "{}";
      change(kind, any(orders, random), body, random);
    }
  }

  /** Some creations are sent twice under their key, though they were answered. */
  private void create(CommandKind kind, String target, Object body, Random random) {
    String key = UUID.randomUUID().toString();
    String created = insist(kind, target, key, null, body);
    if (random.nextInt(4) == 0) {
      insist(kind, target, key, null, body);
    }
    if (created != null) {
      (kind == CommandKind.REGISTER ? customers : orders).add(created);
    }
  }

  private void change(CommandKind kind, String target, Object body, Random random) {
    Long upon = random.nextBoolean() ? null : Long.valueOf(1 + random.nextInt(4));
    insist(kind, target, null, upon, body);
  }

  private String insist(CommandKind kind, String target, String key, Long upon, Object body) {
    Recorder.Outcome outcome = recorder.command(kind, target, key, upon, body);
    for (int i = 1; i < ATTEMPTS && !outcome.isAnswered() && !stopped; i++) {
      pause(PAUSE_MILLIS);
      outcome = recorder.command(kind, target, key, upon, body);
    }
    return outcome.id();
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String any(List<String> candidates, Random random) {
    return candidates.get(random.nextInt(candidates.size()));
  }
}
