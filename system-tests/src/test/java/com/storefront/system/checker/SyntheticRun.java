package com.storefront.system.checker;

import com.storefront.events.OrderStatusType;
import com.storefront.events.Topics;
import com.storefront.system.checker.HistoryEvent.Account;
import com.storefront.system.checker.HistoryEvent.Command;
import com.storefront.system.checker.HistoryEvent.CustomerCopy;
import com.storefront.system.checker.HistoryEvent.DeadLetter;
import com.storefront.system.checker.HistoryEvent.Fault;
import com.storefront.system.checker.HistoryEvent.Fulfillment;
import com.storefront.system.checker.HistoryEvent.Order;
import com.storefront.system.checker.HistoryEvent.Published;
import com.storefront.system.checker.HistoryEvent.Station;
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
 * Correct histories, made from a seed: with superseded versions, repeated records after a fault,
 * visible dead letters, steps that all orders take at once, and commands that were refused or never
 * answered.
 */
final class SyntheticRun {

  private static final long FAULT_AT = 1_000_000_000_000L;

  private static final Map<OrderStatusType, CommandKind> MOVES =
      Map.of(
          OrderStatusType.PROCESSING, CommandKind.PROCESS,
          OrderStatusType.ON_HOLD, CommandKind.HOLD,
          OrderStatusType.SHIPPED, CommandKind.SHIP,
          OrderStatusType.IN_TRANSIT, CommandKind.PUT_IN_TRANSIT,
          OrderStatusType.RECEIVED, CommandKind.RECEIVE,
          OrderStatusType.CANCELLED, CommandKind.GIVE_UP,
          OrderStatusType.RETURNED, CommandKind.TAKE_BACK);

  private final Random random;
  private final boolean isFaulty;
  private final boolean takesStepsForAll;
  private final Consumer<HistoryEvent> sink;
  private final Map<String, Long> offsets = new HashMap<>();
  private long now = 1_000;

  private SyntheticRun(long seed, Consumer<HistoryEvent> sink) {
    this.random = new Random(seed * 0x9e3779b97f4a7c15L);
    this.isFaulty = random.nextBoolean();
    this.takesStepsForAll = random.nextBoolean();
    this.sink = sink;
  }

  /** Tells of so many customers and their orders, one after the other, without keeping them. */
  static void tell(long seed, int customers, Consumer<HistoryEvent> sink) {
    SyntheticRun run = new SyntheticRun(seed, sink);
    if (run.isFaulty) {
      sink.accept(new Fault("kill", FAULT_AT));
    }
    for (int i = 0; i < customers; i++) {
      run.customer();
    }
  }

  /** The same in a list, the customers' lives mixed. */
  static List<HistoryEvent> mixed(long seed, int customers) {
    Random random = new Random(seed);
    List<Deque<HistoryEvent>> lives = new ArrayList<>();
    SyntheticRun run = new SyntheticRun(seed, event -> lives.get(lives.size() - 1).add(event));
    for (int i = 0; i < customers; i++) {
      lives.add(new ArrayDeque<>());
      run.customer();
    }
    List<HistoryEvent> mixed = new ArrayList<>();
    if (run.isFaulty) {
      mixed.add(new Fault("kill", FAULT_AT));
    }
    while (!lives.isEmpty()) {
      int next = random.nextInt(lives.size());
      mixed.add(lives.get(next).remove());
      if (lives.get(next).isEmpty()) {
        lives.remove(next);
      }
    }
    return mixed;
  }

  private void customer() {
    String id = "customer-" + Long.toHexString(random.nextLong());
    String key = "create-customer/" + uuid();
    int versions = 1 + random.nextInt(5);
    boolean isDeleted = versions > 1 && chance(4);
    List<String> contents = new ArrayList<>();
    List<Published> records = new ArrayList<>();
    for (int version = 1; version <= versions; version++) {
      boolean isTombstone = isDeleted && version == versions;
      contents.add(isTombstone ? null : content());
      records.add(record(Topics.CUSTOMER_CHANGE, id, version, null, contents.get(version - 1)));
      customerCommand(id, key, version, isTombstone, contents.get(version - 1));
    }
    if (chance(3)) {
      command(CommandKind.CHANGE, id, null, 99L, 412, null, null);
    }
    if (chance(5)) {
      command(CommandKind.CHANGE, id, null, (long) versions, 0, null, null);
    }
    List<Published> published = withoutSuperseded(records);
    publish(published);

    Published last = records.get(versions - 1);
    Published applied = last;
    if (chance(12)) {
      setAside(last);
      applied = published.size() < 2 || chance(2) ? last : published.get(published.size() - 2);
    }
    sink.accept(
        new Account(
            id, versions, last.eventId(), isDeleted, contents.get(versions - 1), key, List.of()));
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
    if (chance(6)) {
      sink.accept(
          new Command(
              uuid(),
              CommandKind.REGISTER,
              null,
              "create-customer/" + uuid(),
              null,
              now++,
              chance(2) ? 422 : 0,
              null,
              null,
              null));
    }
  }

  private void customerCommand(
      String id, String key, long version, boolean isTombstone, String content) {
    CommandKind kind =
        version == 1 ? CommandKind.REGISTER : isTombstone ? CommandKind.DELETE : CommandKind.CHANGE;
    Long upon = version == 1 || chance(3) ? null : Long.valueOf(version - 1);
    if (chance(8)) {
      sink.accept(
          new Command(
              uuid(),
              kind,
              version == 1 ? null : id,
              version == 1 ? key : null,
              upon,
              now++,
              chance(2) ? 0 : 503,
              null,
              null,
              null));
      if (version > 1) {
        return;
      }
    }
    sink.accept(
        new Command(
            uuid(),
            kind,
            version == 1 ? null : id,
            version == 1 ? key : null,
            upon,
            now++,
            version == 1 ? 201 : isTombstone ? 204 : 200,
            id,
            isTombstone ? null : version,
            content));
  }

  /** A folded customer state is never published; the newest always is. */
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
    List<Station> own = new ArrayList<>();
    own.add(new Station("orders", 1, OrderStatusType.CREATED, null, content()));
    if (chance(8)) {
      sink.accept(
          new Command(
              uuid(),
              CommandKind.PLACE,
              customer,
              key,
              null,
              now++,
              chance(2) ? 404 : 0,
              null,
              null,
              null));
    }
    sink.accept(
        new Command(uuid(), CommandKind.PLACE, customer, key, null, now++, 201, id, 1L, null));
    int choice = random.nextInt(8);
    if (choice == 0) {
      finish(id, content, key, own, List.of(), 1, null);
      return;
    }
    OrderStatusType decision =
        choice == 1
            ? OrderStatusType.REJECTED
            : choice == 2 ? OrderStatusType.CANCELLED : OrderStatusType.APPROVED;
    CommandKind kind =
        choice == 1 ? CommandKind.REJECT : choice == 2 ? CommandKind.CANCEL : CommandKind.APPROVE;
    own.add(new Station("orders", 2, decision, null, content()));
    decide(kind, id, 2);
    if (chance(3)) {
      command(
          CommandKind.CANCEL,
          id,
          null,
          1L,
          decision == OrderStatusType.CANCELLED ? 0 : 409,
          null,
          null);
    }
    if (decision != OrderStatusType.APPROVED) {
      finish(id, content, key, own, List.of(), 2, null);
      return;
    }
    Published request = record(Topics.FULFILLMENT_REQUEST, id, 2, null, content);
    publish(List.of(request));
    if (chance(15)) {
      setAside(request);
      finish(id, content, key, own, List.of(), 2, request.eventId());
      return;
    }
    fulfill(id, content, key, own, request);
  }

  private void fulfill(
      String id, String content, String key, List<Station> own, Published request) {
    List<Station> stations = new ArrayList<>();
    own.forEach(
        decided ->
            stations.add(new Station("fulfillment", 1, decided.status(), null, decided.content())));
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
      String what = content();
      stations.add(new Station("fulfillment", version, status, null, what));
      records.add(record(Topics.ORDER_STATUS_CHANGE, id, version, status, what));
      decide(
          before == OrderStatusType.ON_HOLD && status == OrderStatusType.PROCESSING
              ? CommandKind.RELEASE
              : MOVES.get(status),
          id,
          version);
    }
    if (chance(3)) {
      command(CommandKind.PROCESS, id, null, 99L, 412, null, null);
    }
    publish(records);
    List<Station> reported = new ArrayList<>();
    for (Published each : records) {
      boolean isSetAside = chance(20);
      if (isSetAside) {
        setAside(each);
      }
      if (!isSetAside || chance(2)) {
        reported.add(
            new Station(
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
            stations,
            List.of()));
    finish(
        id,
        content,
        key,
        own,
        reported,
        2 + (reported.isEmpty() ? 0 : 1 + random.nextInt(reported.size())),
        request.eventId());
  }

  private void finish(
      String id,
      String content,
      String key,
      List<Station> own,
      List<Station> reported,
      long version,
      String request) {
    List<Station> history = new ArrayList<>(own);
    history.addAll(reported);
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
            List.of()));
  }

  /** A move that happened; whoever asked for it may not have heard. */
  private void decide(CommandKind kind, String id, long version) {
    if (takesStepsForAll && chance(8)) {
      command(kind, id, null, null, 409, null, null);
      command(kind, null, null, null, chance(3) ? 0 : 200, null, null);
      return;
    }
    Long upon = chance(3) ? null : Long.valueOf(version - 1);
    if (chance(8)) {
      command(kind, id, null, upon, 0, null, null);
    } else {
      command(kind, id, id, upon, 200, version, null);
    }
    if (upon != null && chance(8)) {
      command(kind, id, null, upon, 412, null, null);
    }
  }

  private void command(
      CommandKind kind,
      String target,
      String answered,
      Long upon,
      int status,
      Long version,
      String content) {
    sink.accept(
        new Command(uuid(), kind, target, null, upon, now++, status, answered, version, content));
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
      Published each = sent.get(i);
      long offset = offsets.merge(each.topic(), 1L, Long::sum);
      sink.accept(at(each, offset, i < records.size() ? now++ : FAULT_AT + now++));
    }
  }

  static Published at(Published it, long offset, long at) {
    return new Published(
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
        it.content());
  }

  private void setAside(Published it) {
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
