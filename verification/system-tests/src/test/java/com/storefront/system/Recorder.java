package com.storefront.system;

import com.storefront.system.checker.CommandKind;
import com.storefront.system.checker.HistoryEvent;
import com.storefront.system.checker.HistoryFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends commands, records their answers, and writes the history of a run. */
final class Recorder {

  /** Longer than any answer takes without a fault. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** Longer than a bulk command takes, so that none is running after the workload has stopped. */
  private static final Duration BULK_TIMEOUT = Duration.ofSeconds(60);

  private final Storefront storefront;
  private final Api api;
  private final Api bulkApi;
  private final Baseline baseline;
  private final Queue<HistoryEvent> commands = new ConcurrentLinkedQueue<>();

  private long deadLetters;

  /** The result of a command. */
  record Outcome(int status, String id) {

    /** Whether the command is known to be done or refused. */
    boolean isAnswered() {
      return status > 0 && status < 500;
    }
  }

  /** Records everything. */
  Recorder(Storefront storefront) {
    this(storefront, new Baseline());
  }

  /**
   * @param baseline to be left out
   */
  Recorder(Storefront storefront, Baseline baseline) {
    this.storefront = storefront;
    this.api = new Api(storefront.api().base(), TIMEOUT);
    this.bulkApi = new Api(storefront.api().base(), BULK_TIMEOUT);
    this.baseline = baseline;
  }

  /** The number of recorded commands and dead letters. */
  record Count(long commands, long unanswered, long deadLetters) {}

  Count count() {
    List<HistoryEvent.Command> sent =
        commands.stream()
            .filter(HistoryEvent.Command.class::isInstance)
            .map(HistoryEvent.Command.class::cast)
            .toList();
    long unanswered =
        sent.stream().filter(each -> each.status() == 0 || each.status() >= 500).count();
    return new Count(sent.size(), unanswered, deadLetters);
  }

  void fault(String what) {
    commands.add(new HistoryEvent.Fault(what, System.currentTimeMillis()));
  }

  /**
   * Sends a command.
   *
   * @param target the customer or order; null for a registration
   * @param key the idempotency key of a creation; else null
   * @param expected version; null for any
   */
  Outcome command(CommandKind kind, String target, String key, Long expected, Object body) {
    String id = UUID.randomUUID().toString();
    long at = System.currentTimeMillis();
    String condition = expected == null ? "*" : "\"" + expected + "\"";
    Api.Answer answer = null;
    try {
      answer =
          api.send(
              method(kind),
              path(kind, target),
              Api.json(body),
              key == null ? "If-Match" : "Idempotency-Key",
              key == null ? condition : key,
              "Content-Type",
              kind == CommandKind.IMPORT ? "text/csv" : "application/json");
    } catch (UncheckedIOException unanswered) {
      // The command may have happened or not.
    }
    boolean isDone = answer != null && answer.status() / 100 == 2;
    String answered = isDone ? answered(kind, target, answer) : null;
    String tag = isDone ? answer.header("ETag").replaceAll("[^0-9]", "") : "";
    commands.add(
        new HistoryEvent.Command(
            id,
            kind,
            target,
            key == null ? null : scope(kind, target) + "/" + key,
            expected,
            at,
            answer == null ? 0 : answer.status(),
            answered,
            tag.isEmpty() ? null : Long.valueOf(tag),
            isDone ? content(kind, answer) : null));
    return new Outcome(answer == null ? 0 : answer.status(), answered);
  }

  /** Sends a sample step, which concerns every order of the sample customers. */
  void bulkCommand(CommandKind kind) {
    String id = UUID.randomUUID().toString();
    long at = System.currentTimeMillis();
    int status = 0;
    try {
      status = bulkApi.send("POST", bulkPath(kind), Api.json(Map.of())).status();
    } catch (UncheckedIOException unanswered) {
      // The command may have happened for some orders.
    }
    commands.add(
        new HistoryEvent.Command(id, kind, null, null, null, at, status, null, null, null));
  }

  private static String bulkPath(CommandKind kind) {
    String orders = "/orders/customers/sample";
    String fulfillments = "/fulfillment/fulfillments/sample";
    return switch (kind) {
      case PLACE -> orders + "/orders";
      case APPROVE -> orders + "/fulfill";
      case PROCESS -> fulfillments + "/process";
      case SHIP -> fulfillments + "/ship";
      case SEND -> fulfillments + "/in-transit";
      case RECEIVE -> fulfillments + "/receive";
      default -> throw new IllegalArgumentException("No bulk command: " + kind);
    };
  }

  private static String method(CommandKind kind) {
    return switch (kind) {
      case CHANGE -> "PATCH";
      case DELETE -> "DELETE";
      default -> "POST";
    };
  }

  private static String path(CommandKind kind, String target) {
    String order = "/orders/orders/" + target;
    String fulfillment = "/fulfillment/fulfillments/" + target;
    return switch (kind) {
      case REGISTER -> "/accounts/customers";
      case IMPORT -> "/accounts/imports";
      case CHANGE, DELETE -> "/accounts/customers/" + target;
      case PLACE -> "/orders/customers/" + target + "/orders";
      case APPROVE -> order + "/approval";
      case REJECT -> order + "/rejection";
      case CANCEL -> order + "/cancellation";
      case PROCESS -> fulfillment + "/processing";
      case HOLD -> fulfillment + "/hold";
      case RELEASE -> fulfillment + "/release";
      case SHIP -> fulfillment + "/shipment";
      case SEND -> fulfillment + "/transit";
      case RECEIVE -> fulfillment + "/receipt";
      case CANCEL_FULFILLMENT -> fulfillment + "/cancellation";
      case RETURN -> fulfillment + "/return";
      case LOSE -> fulfillment + "/loss";
      case RETURN_TO_SENDER -> fulfillment + "/return-to-sender";
    };
  }

  private static String scope(CommandKind kind, String customer) {
    return switch (kind) {
      case REGISTER -> "create-customer";
      case IMPORT -> "create-import";
      default -> "place-order/" + customer;
    };
  }

  private static String answered(CommandKind kind, String target, Api.Answer answer) {
    return switch (kind) {
      case REGISTER, IMPORT -> answer.body().get("id").asString();
      case PLACE -> answer.body().get("guid").asString();
      default -> target;
    };
  }

  private static String content(CommandKind kind, Api.Answer answer) {
    return switch (kind) {
      case REGISTER, CHANGE -> Content.ofCustomer(answer.body());
      default -> null;
    };
  }

  /** Writes the commands, the records of the topics and the documents of the databases. */
  Path write(Path file) {
    try (HistoryFile history = HistoryFile.create(file)) {
      commands.forEach(history);
      deadLetters = new HistoryWriter(storefront, baseline).write(history);
    }
    return file;
  }
}
