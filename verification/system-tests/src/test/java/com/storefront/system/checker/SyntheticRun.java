package com.storefront.system.checker;

import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusType;
import com.storefront.system.checker.HistoryEvent.Account;
import com.storefront.system.checker.HistoryEvent.Command;
import com.storefront.system.checker.HistoryEvent.CustomerCopy;
import com.storefront.system.checker.HistoryEvent.DeadLetter;
import com.storefront.system.checker.HistoryEvent.Fault;
import com.storefront.system.checker.HistoryEvent.Fulfillment;
import com.storefront.system.checker.HistoryEvent.Import;
import com.storefront.system.checker.HistoryEvent.ImportJob;
import com.storefront.system.checker.HistoryEvent.ImportResult;
import com.storefront.system.checker.HistoryEvent.Order;
import com.storefront.system.checker.HistoryEvent.Published;
import com.storefront.system.checker.HistoryEvent.StatusEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Generates correct histories from a seed. They contain superseded versions, repeated records after
 * a fault, dead letters, bulk commands, and commands that were refused or not answered.
 */
final class SyntheticRun {

  private static final long FAULT_AT = 1_000_000_000_000L;

  private static final Map<OrderStatusType, CommandKind> COMMANDS =
      Map.of(
          OrderStatusType.PROCESSING, CommandKind.PROCESS,
          OrderStatusType.ON_HOLD, CommandKind.HOLD,
          OrderStatusType.SHIPPED, CommandKind.SHIP,
          OrderStatusType.IN_TRANSIT, CommandKind.SEND,
          OrderStatusType.RECEIVED, CommandKind.RECEIVE,
          OrderStatusType.CANCELLED, CommandKind.CANCEL_FULFILLMENT,
          OrderStatusType.RETURNED, CommandKind.RETURN,
          OrderStatusType.LOST, CommandKind.LOSE,
          OrderStatusType.RETURNED_TO_SENDER, CommandKind.RETURN_TO_SENDER);

  private final Random random;
  private final boolean isFaulty;
  private final boolean hasBulkCommands;
  private final Consumer<HistoryEvent> sink;
  private final Map<String, Long> offsets = new HashMap<>();
  private long now = 1_000;

  private SyntheticRun(long seed, Consumer<HistoryEvent> sink) {
    this.random = new Random(seed * 0x9e3779b97f4a7c15L);
    this.isFaulty = random.nextBoolean();
    this.hasBulkCommands = random.nextBoolean();
    this.sink = sink;
  }

  /** Passes the events of so many customers and their orders to the sink, without keeping them. */
  static void generate(long seed, int customers, Consumer<HistoryEvent> sink) {
    SyntheticRun run = new SyntheticRun(seed, sink);
    if (run.isFaulty) {
      sink.accept(new Fault("kill", FAULT_AT));
    }
    for (int i = 0; i < customers; i++) {
      run.customer();
    }
  }

  /** The same as a list in which the events of all customers are interleaved. */
  static List<HistoryEvent> shuffled(long seed, int customers) {
    Random random = new Random(seed);
    List<Deque<HistoryEvent>> remaining = new ArrayList<>();
    SyntheticRun run =
        new SyntheticRun(seed, event -> remaining.get(remaining.size() - 1).add(event));
    for (int i = 0; i < customers; i++) {
      remaining.add(new ArrayDeque<>());
      run.customer();
    }
    List<HistoryEvent> shuffled = new ArrayList<>();
    if (run.isFaulty) {
      shuffled.add(new Fault("kill", FAULT_AT));
    }
    while (!remaining.isEmpty()) {
      int next = random.nextInt(remaining.size());
      shuffled.add(remaining.get(next).remove());
      if (remaining.get(next).isEmpty()) {
        remaining.remove(next);
      }
    }
    return shuffled;
  }

  private void customer() {
    String id = "customer-" + Long.toHexString(random.nextLong());
    String key = "create-customer/" + uuid();
    int versions = 1 + random.nextInt(5);
    boolean isDeleted = versions > 1 && chance(4);
    List<Published> records = new ArrayList<>();
    for (int version = 1; version <= versions; version++) {
      boolean isTombstone = isDeleted && version == versions;
      String content = isTombstone ? null : content();
      records.add(record(Topics.CUSTOMER_CHANGE, id, version, null, content));
      customerCommand(id, key, version, isTombstone, content);
    }
    if (chance(3)) {
      command(CommandKind.CHANGE, id, null, 99L, 412);
    }
    if (chance(5)) {
      command(CommandKind.CHANGE, id, null, (long) versions, 0);
    }
    List<Published> published = withoutSuperseded(records);
    publish(published);

    Published last = records.get(versions - 1);
    Published applied = last;
    if (chance(12)) {
      deadLetter(last);
      applied = published.size() < 2 || chance(2) ? last : published.get(published.size() - 2);
    }
    sink.accept(
        new Account(id, versions, last.eventId(), isDeleted, last.content(), key, List.of()));
    sink.accept(
        new CustomerCopy(
            id,
            applied.sequence(),
            applied.eventId(),
            applied.content() == null,
            applied.content()));

    for (int i = random.nextInt(3); i > 0; i--) {
      order(id);
    }
    if (chance(10)) {
      importFile();
    }
    if (chance(6)) {
      command(CommandKind.REGISTER, null, "create-customer/" + uuid(), null, chance(2) ? 422 : 0);
    }
  }

  /** The rows of an import are customers that no command registered. */
  private void importFile() {
    String id = hex(24);
    String prefix = hex(18);
    String key = "create-import/" + uuid();
    int jobs = 1 + random.nextInt(3);
    int rows = 0;
    int created = 0;
    int skipped = chance(4) ? 2 : 0;
    for (int job = 1; job <= jobs; job++) {
      List<String> customers = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        String customer = prefix + "%06x".formatted(++rows);
        Published record = record(Topics.CUSTOMER_CHANGE, customer, 1, null, content());
        publish(List.of(record));
        sink.accept(
            new Account(customer, 1, record.eventId(), false, record.content(), null, List.of()));
        sink.accept(new CustomerCopy(customer, 1, record.eventId(), false, record.content()));
        customers.add(customer);
      }
      created += customers.size();
      int refused = job == 1 ? 1 : 0;
      int skippedOfJob = job == jobs ? skipped : 0;
      rows += refused + skippedOfJob;
      sink.accept(new ImportJob(id + "-" + job, id, true, List.of()));
      sink.accept(
          new ImportResult(id + "-" + job, id, customers, refused, skippedOfJob, List.of()));
    }
    command(CommandKind.IMPORT, null, key, null, chance(8) ? 0 : 202, id, 1L, null);
    String content = Import.content(rows, created, 1, skipped);
    Published completion = record(Topics.IMPORT_COMPLETED, id, jobs + 2, null, content);
    publish(List.of(completion));
    sink.accept(
        new Import(
            id,
            jobs + 2,
            true,
            rows,
            jobs,
            created,
            1,
            skipped,
            completion.eventId(),
            key,
            List.of()));
  }

  private String hex(int digits) {
    return "%016x%016x".formatted(random.nextLong(), random.nextLong()).substring(0, digits);
  }

  private void customerCommand(
      String id, String key, long version, boolean isTombstone, String content) {
    boolean isFirst = version == 1;
    CommandKind kind =
        isFirst ? CommandKind.REGISTER : isTombstone ? CommandKind.DELETE : CommandKind.CHANGE;
    String target = isFirst ? null : id;
    String keyOfCreation = isFirst ? key : null;
    Long expected = isFirst || chance(3) ? null : Long.valueOf(version - 1);
    if (chance(8)) {
      command(kind, target, keyOfCreation, expected, chance(2) ? 0 : 503);
      if (!isFirst) {
        return;
      }
    }
    int status = isFirst ? 201 : isTombstone ? 204 : 200;
    Long answered = isTombstone ? null : Long.valueOf(version);
    command(kind, target, keyOfCreation, expected, status, id, answered, content);
  }

  /** A superseded customer state may never be published; the newest one always is. */
  private List<Published> withoutSuperseded(List<Published> records) {
    List<Published> kept = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (i == records.size() - 1 || !chance(4)) {
        kept.add(records.get(i));
      }
    }
    return kept;
  }

  private void order(String customer) {
    String id = uuid();
    String key = "place-order/" + customer + "/" + uuid();
    String content = content();
    List<StatusEntry> own = new ArrayList<>();
    own.add(new StatusEntry("orders", 1, OrderStatusType.CREATED, null, content()));
    if (chance(8)) {
      command(CommandKind.PLACE, customer, key, null, chance(2) ? 404 : 0);
    }
    command(CommandKind.PLACE, customer, key, null, 201, id, 1L, null);
    CommandKind decision =
        switch (random.nextInt(8)) {
          case 0 -> null;
          case 1 -> CommandKind.REJECT;
          case 2 -> CommandKind.CANCEL;
          default -> CommandKind.APPROVE;
        };
    if (decision == null) {
      finish(id, content, key, own, List.of(), 1, null);
      return;
    }
    own.add(new StatusEntry("orders", 2, decision.effect(), null, content()));
    changeStatus(decision, id, 2);
    if (chance(3)) {
      int status = decision == CommandKind.CANCEL ? 0 : 409;
      command(CommandKind.CANCEL, id, null, 1L, status);
    }
    if (decision != CommandKind.APPROVE) {
      finish(id, content, key, own, List.of(), 2, null);
      return;
    }
    Published request = record(Topics.FULFILLMENT_REQUEST, id, 2, null, content);
    publish(List.of(request));
    if (chance(15)) {
      deadLetter(request);
      finish(id, content, key, own, List.of(), 2, request.eventId());
      return;
    }
    fulfill(id, content, key, own, request);
  }

  private void fulfill(
      String id, String content, String key, List<StatusEntry> own, Published request) {
    List<StatusEntry> history = new ArrayList<>();
    own.forEach(
        it -> history.add(new StatusEntry("fulfillment", 1, it.status(), null, it.content())));
    List<Published> records = new ArrayList<>();
    OrderStatusType status = OrderStatusType.APPROVED;
    long version = 1;
    for (int steps = random.nextInt(8); steps > 0; steps--) {
      List<OrderStatusType> next = status.successors().stream().toList();
      if (next.isEmpty()) {
        break;
      }
      OrderStatusType before = status;
      status = next.get(random.nextInt(next.size()));
      version++;
      String entry = content();
      history.add(new StatusEntry("fulfillment", version, status, null, entry));
      records.add(record(Topics.ORDER_STATUS_CHANGE, id, version, status, entry));
      boolean isRelease = before == OrderStatusType.ON_HOLD && status == OrderStatusType.PROCESSING;
      changeStatus(isRelease ? CommandKind.RELEASE : COMMANDS.get(status), id, version);
    }
    if (chance(3)) {
      command(CommandKind.PROCESS, id, null, 99L, 412);
    }
    publish(records);
    List<StatusEntry> consumed = new ArrayList<>();
    for (Published each : records) {
      boolean isDeadLetter = chance(20);
      if (isDeadLetter) {
        deadLetter(each);
      }
      if (!isDeadLetter || chance(2)) {
        consumed.add(
            new StatusEntry(
                "fulfillment", each.sequence(), each.status(), each.eventId(), each.content()));
      }
    }
    Published newest = records.isEmpty() ? null : records.get(records.size() - 1);
    sink.accept(
        new Fulfillment(
            id,
            id,
            version,
            newest == null ? null : newest.eventId(),
            newest == null ? null : newest.sequence(),
            request.eventId(),
            2,
            status,
            content,
            history,
            List.of(),
            false));
    long orderVersion = 2 + (consumed.isEmpty() ? 0 : 1 + random.nextInt(consumed.size()));
    finish(id, content, key, own, consumed, orderVersion, request.eventId());
  }

  private void finish(
      String id,
      String content,
      String key,
      List<StatusEntry> own,
      List<StatusEntry> consumed,
      long version,
      String request) {
    List<StatusEntry> history = new ArrayList<>(own);
    history.addAll(consumed);
    sink.accept(
        new Order(
            id,
            version,
            request,
            request == null ? null : 2L,
            history.get(history.size() - 1).status(),
            content,
            key,
            history,
            List.of(),
            false));
  }

  /** A status change that happened; its answer may be lost. */
  private void changeStatus(CommandKind kind, String id, long version) {
    if (hasBulkCommands && chance(8)) {
      command(kind, id, null, null, 409);
      command(kind, null, null, null, chance(3) ? 0 : 200);
      return;
    }
    Long expected = chance(3) ? null : Long.valueOf(version - 1);
    if (chance(8)) {
      command(kind, id, null, expected, 0);
    } else {
      command(kind, id, null, expected, 200, id, version, null);
    }
    if (expected != null && chance(8)) {
      command(kind, id, null, expected, 412);
    }
  }

  private void command(CommandKind kind, String target, String key, Long expected, int status) {
    command(kind, target, key, expected, status, null, null, null);
  }

  private void command(
      CommandKind kind,
      String target,
      String key,
      Long expected,
      int status,
      String answered,
      Long version,
      String content) {
    sink.accept(
        new Command(
            uuid(), kind, target, key, expected, now++, status, answered, version, content));
  }

  private Published record(
      String topic, String key, long sequence, OrderStatusType status, String content) {
    return new Published(
        topic, 0, 0, 0, key, uuid(), sequence, "2026-11-21T09:00:00Z", topic, status, content);
  }

  private void publish(List<Published> records) {
    List<Published> sent = new ArrayList<>(records);
    if (isFaulty) {
      for (int i = random.nextInt(1 + records.size()); i > 0; i--) {
        sent.add(records.get(random.nextInt(records.size())));
      }
    }
    for (int i = 0; i < sent.size(); i++) {
      Published it = sent.get(i);
      long offset = offsets.merge(it.topic(), 1L, Long::sum);
      long at = i < records.size() ? now++ : FAULT_AT + now++;
      sink.accept(
          new Published(
              it.topic(),
              it.partition(),
              offset,
              at,
              it.key(),
              it.eventId(),
              it.sequence(),
              it.time(),
              it.type(),
              it.status(),
              it.content()));
    }
  }

  private void deadLetter(Published it) {
    sink.accept(new DeadLetter(it.topic(), 0, 0, it.key(), it.eventId(), it.sequence(), "planted"));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private String content() {
    return Long.toHexString(random.nextLong());
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
