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
 * Eight concurrent clients that send random commands, drawn from a seed. A command without an
 * answer is repeated with the same idempotency key or expected version.
 */
final class Clients {

  private static final int CLIENTS = 8;
  private static final int ATTEMPTS = 8;

  /** An interrupted upload ends when it is repeated; else its timer would end it in 10 minutes. */
  private static final int UPLOAD_ATTEMPTS = 240;

  /** One command of a client in so many is an import. */
  private static final int IMPORT_EACH = 100;

  private static final long RETRY_DELAY_MILLIS = 250;

  /** Between the commands of a client; leaves CPU time for services that are starting. */
  private static final long COMMAND_INTERVAL_MILLIS = 100;

  private static final List<CommandKind> DECISIONS =
      List.of(
          CommandKind.APPROVE,
          CommandKind.APPROVE,
          CommandKind.APPROVE,
          CommandKind.REJECT,
          CommandKind.CANCEL);
  private static final List<CommandKind> FULFILLMENT_STEPS =
      List.of(
          CommandKind.PROCESS,
          CommandKind.PROCESS,
          CommandKind.HOLD,
          CommandKind.RELEASE,
          CommandKind.SHIP,
          CommandKind.SEND,
          CommandKind.RECEIVE,
          CommandKind.CANCEL_FULFILLMENT,
          CommandKind.RETURN,
          CommandKind.LOSE,
          CommandKind.RETURN_TO_SENDER);

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

  /** Sends so many commands from each client and waits for the answers. */
  void send(int commandsEach) {
    begin(sent -> sent < commandsEach, 0);
    awaitEnd();
  }

  /** Sends commands until {@link #stop}. */
  void start() {
    begin(sent -> !stopped, COMMAND_INTERVAL_MILLIS);
  }

  /** Waits for the answer to the last command of each client. */
  void stop() {
    stopped = true;
    awaitEnd();
  }

  List<String> orders() {
    return orders;
  }

  private void begin(IntPredicate more, long intervalMillis) {
    var seeds = new SplittableRandom(seed);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    for (int client = 0; client < CLIENTS; client++) {
      var random = new Random(seeds.nextLong());
      running.add(
          threads.submit(
              () -> {
                for (int sent = 0; more.test(sent); sent++) {
                  sendAny(sent, random);
                  pause(intervalMillis);
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
      throw new AssertionError("A client failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendAny(int sent, Random random) {
    if (sent % IMPORT_EACH == IMPORT_EACH / 5) {
      create(CommandKind.IMPORT, null, ImportTable.random(random), random);
      return;
    }
    int choice = random.nextInt(20);
    if (customers.isEmpty() || choice < 2) {
      create(
          CommandKind.REGISTER,
          null,
          StorefrontClient.customer(
              random.nextBoolean()
                  ? StorefrontClient.SAMPLE_EMAIL
                  : "run-%d@example.com".formatted(sent)),
          random);
    } else if (choice < 5) {
      create(CommandKind.PLACE, any(customers, random), StorefrontClient.order(), random);
    } else if (choice < 7) {
      var email =
          Map.of("contact", Map.of("email", "run-%d@example.com".formatted(random.nextInt())));
      change(CommandKind.CHANGE, any(customers, random), email, random);
    } else if (choice == 7 && random.nextInt(4) == 0) {
      change(CommandKind.DELETE, any(customers, random), "", random);
    } else if (!orders.isEmpty()) {
      List<CommandKind> kinds = choice < 11 ? DECISIONS : FULFILLMENT_STEPS;
      CommandKind kind = kinds.get(random.nextInt(kinds.size()));
      String body = kind == CommandKind.SHIP ? "{\"shippingMethod\": \"Drone\"}" : "{}";
      change(kind, any(orders, random), body, random);
    }
  }

  /** One in four creations is sent again after its answer, with the same key. */
  private void create(CommandKind kind, String target, Object body, Random random) {
    String key = UUID.randomUUID().toString();
    String created = sendUntilAnswered(kind, target, key, null, body);
    if (random.nextInt(4) == 0) {
      sendUntilAnswered(kind, target, key, null, body);
    }
    if (created != null && kind != CommandKind.IMPORT) {
      (kind == CommandKind.REGISTER ? customers : orders).add(created);
    }
  }

  private void change(CommandKind kind, String target, Object body, Random random) {
    Long expected = random.nextBoolean() ? null : Long.valueOf(1 + random.nextInt(4));
    sendUntilAnswered(kind, target, null, expected, body);
  }

  private String sendUntilAnswered(
      CommandKind kind, String target, String key, Long expected, Object body) {
    boolean isUpload = kind == CommandKind.IMPORT;
    int attempts = isUpload ? UPLOAD_ATTEMPTS : ATTEMPTS;
    Recorder.Outcome outcome = recorder.command(kind, target, key, expected, body);
    for (int i = 1; i < attempts && !outcome.isAnswered() && (isUpload || !stopped); i++) {
      pause(RETRY_DELAY_MILLIS);
      outcome = recorder.command(kind, target, key, expected, body);
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
