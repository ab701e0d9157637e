package com.storefront.system.checker;

import static com.storefront.events.Topics.CUSTOMER_CHANGE;
import static com.storefront.events.Topics.FULFILLMENT_REQUEST;
import static com.storefront.events.Topics.ORDER_STATUS_CHANGE;
import static com.storefront.events.order.OrderStatusType.APPROVED;
import static com.storefront.events.order.OrderStatusType.CREATED;
import static com.storefront.events.order.OrderStatusType.RETURNED;
import static com.storefront.system.checker.EditedRun.statusChanges;
import static com.storefront.system.checker.EditedRun.with;
import static com.storefront.system.checker.EditedRun.without;
import static com.storefront.system.checker.Violation.Kind.DIVERGED;
import static com.storefront.system.checker.Violation.Kind.DOUBLED;
import static com.storefront.system.checker.Violation.Kind.GHOST;
import static com.storefront.system.checker.Violation.Kind.ILLEGAL_PATH;
import static com.storefront.system.checker.Violation.Kind.LOST;
import static com.storefront.system.checker.Violation.Kind.NOT_FORGOTTEN;
import static com.storefront.system.checker.Violation.Kind.ORDER_IN_TOPIC;
import static com.storefront.system.checker.Violation.Kind.REFUTED_ANSWER;
import static com.storefront.system.checker.Violation.Kind.REORDERED;
import static com.storefront.system.checker.Violation.Kind.STUCK;

import com.storefront.events.order.OrderStatusType;
import com.storefront.system.checker.EditedRun.NotApplicable;
import com.storefront.system.checker.HistoryEvent.Account;
import com.storefront.system.checker.HistoryEvent.Command;
import com.storefront.system.checker.HistoryEvent.CustomerCopy;
import com.storefront.system.checker.HistoryEvent.Fault;
import com.storefront.system.checker.HistoryEvent.Fulfillment;
import com.storefront.system.checker.HistoryEvent.Order;
import com.storefront.system.checker.HistoryEvent.Pending;
import com.storefront.system.checker.HistoryEvent.Published;
import com.storefront.system.checker.HistoryEvent.StatusEntry;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The ways in which the system could break a guarantee, each as one change of a correct history.
 */
enum PlantedFault implements PlantedFaultTests.Planted {
  STATUS_RECORD_DROPPED(
      LOST,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        StatusEntry entry = run.anyOf(statusChanges(order));
        run.remove(run.records(ORDER_STATUS_CHANGE, order.id(), entry.sequence()));
        return order.id();
      }),
  STATUS_RECORD_AND_EFFECT_DROPPED(
      LOST,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        StatusEntry entry = run.anyOf(statusChanges(order));
        run.remove(run.records(ORDER_STATUS_CHANGE, order.id(), entry.sequence()));
        run.changeHistory(order, history -> without(history, entry));
        return order.id();
      }),
  EFFECT_DROPPED(
      LOST,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        StatusEntry entry = run.anyOf(statusChanges(order));
        run.changeHistory(order, history -> without(history, entry));
        return order.id();
      }),
  EFFECT_DOUBLED(
      DOUBLED,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        StatusEntry entry = run.anyOf(statusChanges(order));
        run.changeHistory(
            order,
            history -> {
              history.add(history.indexOf(entry), entry);
              return history;
            });
        return order.id();
      }),
  EFFECTS_SWAPPED(
      REORDERED,
      run -> {
        Order order = run.orderWithStatusChanges(2);
        run.changeHistory(order, history -> swapped(history, history.size() - 2));
        return order.id();
      }),
  CONTENTS_SWAPPED(
      DIVERGED,
      run -> {
        Order order = run.orderWithStatusChanges(2);
        run.changeHistory(
            order,
            history -> {
              int last = history.size() - 1;
              StatusEntry one = history.get(last - 1);
              StatusEntry other = history.get(last);
              history.set(
                  last - 1, with(one, "status", other.status(), "content", other.content()));
              history.set(last, with(other, "status", one.status(), "content", one.content()));
              return history;
            });
        return order.id();
      }),
  OWN_ENTRY_AFTER_CONSUMED_ENTRY(
      REORDERED,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        run.changeHistory(order, history -> swapped(history, 1));
        return order.id();
      }),
  OWN_ENTRY_LOST(
      LOST,
      run -> {
        Order order = run.order(it -> it.status() != CREATED);
        run.changeHistory(order, history -> history.subList(1, history.size()));
        return order.id();
      }),
  GHOST_STATUS_RECORD(
      GHOST,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        long version = run.fulfillment(order).version();
        addGhost(run, run.records(ORDER_STATUS_CHANGE, order.id(), version).get(0), version + 1);
        return order.id();
      }),
  GHOST_CUSTOMER_RECORD(
      GHOST,
      run -> {
        Account account = run.account(it -> !it.deleted());
        addGhost(run, run.newestRecords(account).get(0), account.version() + 1);
        return account.id();
      }),
  RECORD_OF_AN_UNKNOWN_CUSTOMER(
      GHOST,
      run -> {
        run.add(record(CUSTOMER_CHANGE, "unknown", "ghost", 1L, "ghost"));
        return "unknown";
      }),
  GHOST_REQUEST(
      GHOST,
      run -> {
        Order order = run.order(it -> it.status() == CREATED);
        run.add(record(FULFILLMENT_REQUEST, order.id(), "ghost", 2L, order.content()));
        return order.id();
      }),
  GHOST_ENTRY(
      GHOST,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        long version = run.fulfillment(order).version() + 1;
        run.changeHistory(
            order,
            history -> {
              history.add(new StatusEntry("fulfillment", version, RETURNED, "ghost", "ghost"));
              return history;
            });
        return order.id();
      }),
  WITHDRAWAL_LOST(LOST, run -> erase(run, run.orderWithStatusChanges(1)).id()),
  ERASURE_LOST_AT_FULFILLMENT(
      NOT_FORGOTTEN,
      run -> {
        Order order = erase(run, run.orderWithStatusChanges(1));
        run.add(record(FULFILLMENT_REQUEST, order.id(), "withdrawal", order.eventSequence(), null));
        return order.id();
      }),
  GHOST_FULFILLMENT(
      GHOST,
      run -> {
        Order order = run.order(it -> it.status() == CREATED);
        run.add(
            new Fulfillment(
                order.id(),
                order.id(),
                1,
                null,
                null,
                "ghost",
                2,
                APPROVED,
                order.content(),
                List.of(
                    new StatusEntry("fulfillment", 1, CREATED, null, "1"),
                    new StatusEntry("fulfillment", 1, APPROVED, null, "2")),
                List.of(),
                false));
        return order.id();
      }),
  GHOST_COPY(
      GHOST,
      run -> {
        run.add(new CustomerCopy("unknown", 1, "ghost", false, "ghost"));
        return "unknown";
      }),
  COPY_AHEAD(
      GHOST,
      run -> {
        Account account = run.account(it -> !it.deleted());
        CustomerCopy copy = run.copy(account);
        run.change(copy, "sequence", copy.sequence() + 1, "eventId", "ghost", "content", "ghost");
        return account.id();
      }),
  COPY_UNDER_OTHER_EVENT(
      GHOST,
      run -> {
        Account account = run.account(it -> true);
        run.change(run.copy(account), "eventId", "ghost");
        return account.id();
      }),
  RECORD_FORGED(
      GHOST,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        long sequence = run.anyOf(statusChanges(order)).sequence();
        for (Published it : run.records(ORDER_STATUS_CHANGE, order.id(), sequence)) {
          run.change(it, "content", "forged");
        }
        return order.id();
      }),
  CUSTOMER_RECORD_FORGED(
      GHOST,
      run -> {
        Account account = run.account(it -> !it.deleted());
        run.newestRecords(account).forEach(it -> run.change(it, "content", "forged"));
        return account.id();
      }),
  TWO_EVENTS_OF_ONE_VERSION(
      GHOST,
      run -> {
        Published record = run.any(Published.class, it -> it.topic().equals(CUSTOMER_CHANGE));
        addGhost(run, record, record.sequence());
        return record.key();
      }),
  TOMBSTONE_WITHOUT_DELETION(
      GHOST,
      run -> {
        Account account = run.account(it -> !it.deleted());
        run.newestRecords(account).forEach(it -> run.change(it, "content", null));
        return account.id();
      }),
  OTHER_EVENT_IN_HISTORY(
      GHOST,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        StatusEntry entry = run.anyOf(statusChanges(order));
        run.changeHistory(order, history -> with(history, entry, with(entry, "eventId", "other")));
        return order.id();
      }),
  STALE_COPY(DIVERGED, run -> makeStale(run, run.account(it -> olderRecord(run, it) != null))),
  TOMBSTONE_LOST(
      LOST, run -> makeStale(run, run.account(it -> it.deleted() && olderRecord(run, it) != null))),
  CUSTOMER_RESURRECTED(
      DIVERGED,
      run -> {
        Account account = run.account(Account::deleted);
        run.change(run.copy(account), "deleted", false, "content", "alive");
        return account.id();
      }),
  COPY_DIFFERS(
      DIVERGED,
      run -> {
        Account account = run.account(it -> !it.deleted());
        run.change(run.copy(account), "content", "other");
        return account.id();
      }),
  COPY_MISSING(
      LOST,
      run -> {
        Account account = run.account(it -> true);
        run.remove(run.copy(account));
        return account.id();
      }),
  REMOVED_BEFORE_ACKNOWLEDGEMENT(
      LOST,
      run -> {
        Account account = run.account(it -> olderRecord(run, it) != null);
        makeStale(run, account);
        run.remove(run.newestRecords(account));
        return account.id();
      }),
  NEW_CUSTOMER_NEVER_PUBLISHED(
      LOST,
      run -> {
        Account account = run.account(it -> it.version() == 1);
        run.remove(run.copy(account));
        run.remove(run.records(CUSTOMER_CHANGE, account.id()));
        return account.id();
      }),
  REQUEST_NEVER_PUBLISHED(
      LOST,
      run -> {
        Order order = approvedOrder(run);
        run.remove(run.records(FULFILLMENT_REQUEST, order.id()));
        run.remove(run.fulfillment(order));
        return order.id();
      }),
  REQUEST_NEVER_APPLIED(
      STUCK,
      run -> {
        Order order = approvedOrder(run);
        run.remove(run.fulfillment(order));
        return order.id();
      }),
  APPROVED_WITHOUT_EVENT(
      LOST,
      run -> {
        Order order = approvedOrder(run);
        run.remove(run.records(FULFILLMENT_REQUEST, order.id()));
        run.remove(run.fulfillment(order));
        run.change(order, "eventId", null, "eventSequence", null);
        return order.id();
      }),
  LEFT_IN_OUTBOX(
      STUCK,
      run -> {
        Account it = run.account(any -> true);
        run.change(it, "outbox", List.of(new Pending(it.eventId(), it.version(), false)));
        return it.id();
      }),
  REQUEST_LEFT_IN_OUTBOX(
      STUCK,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        run.change(order, "outbox", List.of(new Pending(order.eventId(), 2, false)));
        return order.id();
      }),
  WRONG_STATUS_AT_ORDERS(
      DIVERGED,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        run.change(order, "status", APPROVED);
        return order.id();
      }),
  WRONG_STATUS_AT_FULFILLMENT(
      DIVERGED,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        run.change(run.fulfillment(order), "status", APPROVED);
        return order.id();
      }),
  FULFILLMENT_DIFFERS_FROM_ORDER(
      DIVERGED,
      run -> {
        Fulfillment it = run.any(Fulfillment.class, any -> true);
        run.change(it, "content", "something else");
        return it.order();
      }),
  ILLEGAL_CHANGE_EVERYWHERE(
      ILLEGAL_PATH,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        Fulfillment there = run.fulfillment(order);
        StatusEntry last = there.history().get(there.history().size() - 1);
        OrderStatusType illegal = last.status() == CREATED ? APPROVED : CREATED;
        List<StatusEntry> history = with(there.history(), last, with(last, "status", illegal));
        run.change(there, "status", illegal, "history", history);
        StatusEntry copied = order.history().get(order.history().size() - 1);
        run.changeHistory(order, all -> with(all, copied, with(copied, "status", illegal)));
        return order.id();
      }),
  FULFILLMENT_HISTORY_GAP(
      LOST,
      run -> {
        Order order = run.orderWithStatusChanges(1);
        Fulfillment it = run.fulfillment(order);
        List<StatusEntry> rest = without(it.history(), it.history().get(2));
        run.change(it, "status", rest.get(rest.size() - 1).status(), "history", rest);
        return order.id();
      }),
  FULFILLED_TWICE(
      DOUBLED,
      run -> {
        Fulfillment it = run.any(Fulfillment.class, any -> true);
        run.add(with(it, "id", "another"));
        return it.order();
      }),
  ONE_KEY_TWO_CUSTOMERS(
      DOUBLED,
      run -> {
        Account account = run.any(Account.class, it -> it.key() != null);
        run.add(new Account("second", 1, "e", false, "c", account.key(), List.of()));
        run.add(new CustomerCopy("second", 1, "e", false, "c"));
        run.add(record(CUSTOMER_CHANGE, "second", "e", 1L, "c"));
        return "second";
      }),
  PERSONAL_DATA_LEFT_AT_ORDERS(
      NOT_FORGOTTEN,
      run -> {
        Account account = run.account(Account::deleted);
        run.change(run.copy(account), "deleted", true, "content", "left");
        return account.id();
      }),
  PERSONAL_DATA_LEFT_AT_ACCOUNTS(
      NOT_FORGOTTEN,
      run -> {
        Account account = run.account(Account::deleted);
        run.change(account, "content", "left");
        return account.id();
      }),
  TOPIC_OUT_OF_ORDER(
      ORDER_IN_TOPIC,
      run -> {
        if (!run.none(Fault.class, it -> true)) {
          throw new NotApplicable();
        }
        Order order = run.orderWithStatusChanges(2);
        List<Published> records = run.records(ORDER_STATUS_CHANGE, order.id());
        Published first = records.get(0);
        Published second = records.get(1);
        run.replace(first, with(second, "offset", first.offset(), "at", first.at()));
        run.replace(second, with(first, "offset", second.offset(), "at", second.at()));
        return order.id();
      }),
  ANSWERED_CUSTOMER_IS_MISSING(
      REFUTED_ANSWER,
      run -> {
        run.add(answer(CommandKind.REGISTER, null, "missing", 1L));
        return "missing";
      }),
  ANSWERED_ORDER_IS_MISSING(
      REFUTED_ANSWER,
      run -> {
        run.add(answer(CommandKind.PLACE, "customer", "missing", 1L));
        return "missing";
      }),
  ANSWERED_CHANGE_IS_MISSING(
      REFUTED_ANSWER,
      run -> {
        Account account = run.account(it -> !it.deleted());
        run.add(answer(CommandKind.CHANGE, account.id(), account.id(), account.version() + 1));
        return account.id();
      }),
  ANSWERED_FULFILLMENT_STEP_IS_MISSING(
      REFUTED_ANSWER,
      run -> {
        Fulfillment it = run.any(Fulfillment.class, any -> any.status() == APPROVED);
        run.add(answer(CommandKind.PROCESS, it.order(), it.order(), 2L));
        return it.order();
      }),
  ANSWERED_DECISION_IS_MISSING(
      REFUTED_ANSWER,
      run -> {
        Order order = run.order(it -> it.status() == CREATED);
        run.add(answer(CommandKind.APPROVE, order.id(), order.id(), 1L));
        return order.id();
      }),
  ANSWERED_DELETION_IS_UNDONE(
      REFUTED_ANSWER,
      run -> {
        Account account = run.account(it -> !it.deleted());
        run.add(answer(CommandKind.DELETE, account.id(), account.id(), null));
        return account.id();
      }),
  ANSWERED_CONTENT_DIFFERS(
      REFUTED_ANSWER,
      run -> {
        Command command =
            run.any(
                Command.class,
                it ->
                    it.content() != null
                        && it.answered() != null
                        && !run.records(CUSTOMER_CHANGE, it.answered(), it.version()).isEmpty());
        run.change(command, "content", "other");
        return command.answered();
      }),
  REFUSED_CREATION_HAPPENED(
      REFUTED_ANSWER,
      run -> {
        Account account = run.any(Account.class, it -> it.key() != null);
        run.all(Command.class, it -> account.key().equals(it.key()))
            .forEach(it -> refuse(run, it, 422));
        return account.id();
      }),
  REFUSED_FULFILLMENT_STEP_HAPPENED(
      REFUTED_ANSWER,
      run -> {
        Command command =
            run.any(
                Command.class,
                it ->
                    it.kind().owner() == CommandKind.Owner.FULFILLMENT
                        && it.isDone()
                        && !it.concernsAll()
                        && run.none(Command.class, other -> mayHaveTheEffectOf(it, other)));
        refuse(run, command, 409);
        return command.target();
      }),
  REFUSED_CHANGE_HAPPENED(
      REFUTED_ANSWER,
      run -> {
        Account account =
            run.account(
                it ->
                    it.version() > 1
                        && !run.commandsDone(CommandKind.CHANGE, it.id()).isEmpty()
                        && run.none(
                            Command.class,
                            other -> it.id().equals(other.target()) && isOpen(other)));
        refuse(run, run.anyOf(run.commandsDone(CommandKind.CHANGE, account.id())), 412);
        return account.id();
      }),
  TWO_ANSWERS_FOR_ONE_VERSION(
      REFUTED_ANSWER,
      run -> {
        Command command = run.any(Command.class, it -> it.isDone() && it.ifMatch() != null);
        run.add(command);
        return command.target();
      }),
  UNREADABLE_RECORD_SKIPPED(
      LOST,
      run -> {
        run.add(with(record(ORDER_STATUS_CHANGE, null, null, null, null), "partition", 2));
        return ORDER_STATUS_CHANGE + "-2@99";
      });

  private final Violation.Kind kind;
  private final Function<EditedRun, String> planting;

  PlantedFault(Violation.Kind kind, Function<EditedRun, String> planting) {
    this.kind = kind;
    this.planting = planting;
  }

  /** The violation that the checker must report. */
  @Override
  public Violation.Kind kind() {
    return kind;
  }

  /**
   * Plants the fault in a random aggregate.
   *
   * @return the aggregate
   * @throws NotApplicable if the history has no suitable aggregate
   */
  @Override
  public String plant(EditedRun run) {
    return planting.apply(run);
  }

  private static List<StatusEntry> swapped(List<StatusEntry> history, int index) {
    Collections.swap(history, index, index + 1);
    return history;
  }

  private static Published record(
      String topic, String key, String eventId, Long sequence, String content) {
    return new Published(topic, 0, 99, 9, key, eventId, sequence, "", "", null, content);
  }

  /** Erases an order at orders only. */
  private static Order erase(EditedRun run, Order order) {
    long version = order.version() + 1;
    Order erased =
        with(
            order,
            "version",
            version,
            "eventId",
            "withdrawal",
            "eventSequence",
            version,
            "erased",
            true);
    run.replace(order, erased);
    return erased;
  }

  private static void addGhost(EditedRun run, Published record, long sequence) {
    run.add(
        with(
            record,
            "offset",
            record.offset() + 1_000_000,
            "sequence",
            sequence,
            "eventId",
            "ghost",
            "content",
            "ghost"));
  }

  private static Command answer(CommandKind kind, String target, String answered, Long version) {
    String key = kind.creates() ? "key" : null;
    return new Command("id", kind, target, key, null, 9, 200, answered, version, "c");
  }

  private static void refuse(EditedRun run, Command command, int status) {
    run.change(command, "status", status, "answered", null, "version", null, "content", null);
  }

  private static boolean isOpen(Command command) {
    return !command.isDone() && !command.isRefused() && !command.kind().creates();
  }

  private static boolean mayHaveTheEffectOf(Command command, Command other) {
    return other.kind().effect() == command.kind().effect()
        && (other.concernsAll() || command.target().equals(other.target()) && other.status() == 0);
  }

  private static Order approvedOrder(EditedRun run) {
    return run.order(
        it -> it.status() == APPROVED && run.records(ORDER_STATUS_CHANGE, it.id()).isEmpty());
  }

  private static Published olderRecord(EditedRun run, Account account) {
    return run.records(CUSTOMER_CHANGE, account.id()).stream()
        .filter(it -> it.sequence() < account.version())
        .findFirst()
        .orElse(null);
  }

  private static String makeStale(EditedRun run, Account account) {
    Published older = olderRecord(run, account);
    run.replace(
        run.copy(account),
        new CustomerCopy(account.id(), older.sequence(), older.eventId(), false, older.content()));
    return account.id();
  }
}
