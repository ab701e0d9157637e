package com.storefront.system.checker;

import static com.storefront.events.OrderStatusType.APPROVED;
import static com.storefront.events.OrderStatusType.CREATED;
import static com.storefront.events.OrderStatusType.RETURNED;
import static com.storefront.events.Topics.CUSTOMER_CHANGE;
import static com.storefront.events.Topics.FULFILLMENT_REQUEST;
import static com.storefront.events.Topics.ORDER_STATUS_CHANGE;
import static com.storefront.system.checker.EditedRun.reports;
import static com.storefront.system.checker.EditedRun.with;
import static com.storefront.system.checker.EditedRun.without;

import com.storefront.events.OrderStatusType;
import com.storefront.system.checker.EditedRun.NoPlace;
import com.storefront.system.checker.HistoryEvent.Account;
import com.storefront.system.checker.HistoryEvent.Command;
import com.storefront.system.checker.HistoryEvent.CustomerCopy;
import com.storefront.system.checker.HistoryEvent.Fault;
import com.storefront.system.checker.HistoryEvent.Fulfillment;
import com.storefront.system.checker.HistoryEvent.Order;
import com.storefront.system.checker.HistoryEvent.Pending;
import com.storefront.system.checker.HistoryEvent.Published;
import com.storefront.system.checker.HistoryEvent.Station;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** What can go wrong with a system like ours, each as one change of a correct history. */
enum PlantedFault {
  STATUS_RECORD_DROPPED(
      Kind.LOST,
      run -> {
        Order order = run.orderWithReports(1);
        Station entry = run.anyOf(reports(order));
        run.remove(run.records(ORDER_STATUS_CHANGE, order.id(), entry.sequence()));
        return order.id();
      }),
  STATUS_RECORD_AND_EFFECT_DROPPED(
      Kind.LOST,
      run -> {
        Order order = run.orderWithReports(1);
        Station entry = run.anyOf(reports(order));
        run.remove(run.records(ORDER_STATUS_CHANGE, order.id(), entry.sequence()));
        run.rewrite(order, without(order.stations(), entry));
        return order.id();
      }),
  EFFECT_DROPPED(
      Kind.LOST,
      run -> {
        Order order = run.orderWithReports(1);
        run.rewrite(order, without(order.stations(), run.anyOf(reports(order))));
        return order.id();
      }),
  EFFECT_DOUBLED(
      Kind.DOUBLED,
      run -> {
        Order order = run.orderWithReports(1);
        Station entry = run.anyOf(reports(order));
        List<Station> stations = new ArrayList<>(order.stations());
        stations.add(stations.indexOf(entry), entry);
        run.rewrite(order, stations);
        return order.id();
      }),
  EFFECTS_SWAPPED(
      Kind.REORDERED,
      run -> {
        Order order = run.orderWithReports(2);
        List<Station> stations = new ArrayList<>(order.stations());
        Collections.swap(stations, stations.size() - 2, stations.size() - 1);
        run.rewrite(order, stations);
        return order.id();
      }),
  CONTENTS_SWAPPED(
      Kind.DIVERGED,
      run -> {
        Order order = run.orderWithReports(2);
        List<Station> stations = new ArrayList<>(order.stations());
        int last = stations.size() - 1;
        Station one = stations.get(last - 1);
        Station other = stations.get(last);
        stations.set(last - 1, with(one, other.status(), one.eventId(), other.content()));
        stations.set(last, with(other, one.status(), other.eventId(), one.content()));
        run.rewrite(order, stations);
        return order.id();
      }),
  DECISION_AFTER_REPORT(
      Kind.REORDERED,
      run -> {
        Order order = run.orderWithReports(1);
        List<Station> stations = new ArrayList<>(order.stations());
        Collections.swap(stations, 1, 2);
        run.rewrite(order, stations);
        return order.id();
      }),
  DECISION_LOST(
      Kind.LOST,
      run -> {
        Order order = run.order(it -> it.status() != CREATED);
        run.rewrite(order, without(order.stations(), order.stations().get(0)));
        return order.id();
      }),
  GHOST_STATUS_RECORD(
      Kind.GHOST,
      run -> {
        Order order = run.orderWithReports(1);
        Fulfillment fulfillment = run.fulfillment(order);
        Published last = run.records(ORDER_STATUS_CHANGE, order.id(), fulfillment.version()).get(0);
        run.add(with(last, fulfillment.version() + 1, "ghost", "ghost"));
        return order.id();
      }),
  GHOST_CUSTOMER_RECORD(
      Kind.GHOST,
      run -> {
        Account account = run.account(it -> !it.deleted());
        Published last = run.records(CUSTOMER_CHANGE, account.id(), account.version()).get(0);
        run.add(with(last, account.version() + 1, "ghost", "ghost"));
        return account.id();
      }),
  RECORD_OF_NOBODY(
      Kind.GHOST,
      run -> {
        Published any = run.any(Published.class, it -> it.topic().equals(CUSTOMER_CHANGE));
        run.add(
            new Published(
                CUSTOMER_CHANGE,
                0,
                99,
                any.at(),
                "nobody",
                "ghost",
                1L,
                any.time(),
                any.type(),
                null,
                "ghost"));
        return "nobody";
      }),
  GHOST_REQUEST(
      Kind.GHOST,
      run -> {
        Order order = run.order(it -> it.status() == CREATED);
        run.add(
            new Published(
                FULFILLMENT_REQUEST,
                0,
                99,
                1,
                order.id(),
                "ghost",
                2L,
                "",
                "",
                null,
                order.content()));
        return order.id();
      }),
  GHOST_ENTRY(
      Kind.GHOST,
      run -> {
        Order order = run.orderWithReports(1);
        Fulfillment fulfillment = run.fulfillment(order);
        run.rewrite(
            order,
            with(
                order.stations(),
                new Station("fulfillment", fulfillment.version() + 1, RETURNED, "ghost", "ghost")));
        return order.id();
      }),
  GHOST_FULFILLMENT(
      Kind.GHOST,
      run -> {
        Order order = run.order(it -> it.status() == CREATED);
        Station created = new Station("fulfillment", 1, CREATED, null, "1");
        Station approved = new Station("fulfillment", 1, APPROVED, null, "2");
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
                List.of(created, approved),
                List.of()));
        return order.id();
      }),
  GHOST_COPY(
      Kind.GHOST,
      run -> {
        CustomerCopy any = run.any(CustomerCopy.class, it -> true);
        run.add(new CustomerCopy("nobody", 1, any.eventId(), false, "ghost"));
        return "nobody";
      }),
  COPY_AHEAD(
      Kind.GHOST,
      run -> {
        Account account = run.account(it -> !it.deleted());
        CustomerCopy copy = run.copy(account);
        run.replace(
            copy, new CustomerCopy(copy.id(), copy.sequence() + 1, "ghost", false, "ghost"));
        return account.id();
      }),
  COPY_UNDER_OTHER_EVENT(
      Kind.GHOST,
      run -> {
        Account account = run.account(it -> true);
        CustomerCopy copy = run.copy(account);
        run.replace(
            copy,
            new CustomerCopy(copy.id(), copy.sequence(), "ghost", copy.deleted(), copy.content()));
        return account.id();
      }),
  RECORD_FORGED(
      Kind.GHOST,
      run -> {
        Order order = run.orderWithReports(1);
        long sequence = run.anyOf(reports(order)).sequence();
        for (Published it : run.records(ORDER_STATUS_CHANGE, order.id(), sequence)) {
          run.replace(it, with(it, it.status(), "forged"));
        }
        return order.id();
      }),
  CUSTOMER_RECORD_FORGED(
      Kind.GHOST,
      run -> {
        Account account = run.account(it -> !it.deleted());
        for (Published it : run.records(CUSTOMER_CHANGE, account.id(), account.version())) {
          run.replace(it, with(it, null, "forged"));
        }
        return account.id();
      }),
  TWO_EVENTS_OF_ONE_VERSION(
      Kind.GHOST,
      run -> {
        Published record = run.any(Published.class, it -> it.topic().equals(CUSTOMER_CHANGE));
        run.add(with(record, record.sequence(), "another", "another"));
        return record.key();
      }),
  TOMBSTONE_WITHOUT_DELETION(
      Kind.GHOST,
      run -> {
        Account account = run.account(it -> !it.deleted());
        for (Published it : run.records(CUSTOMER_CHANGE, account.id(), account.version())) {
          run.replace(it, with(it, null, null));
        }
        return account.id();
      }),
  OTHER_EVENT_IN_HISTORY(
      Kind.GHOST,
      run -> {
        Order order = run.orderWithReports(1);
        Station entry = run.anyOf(reports(order));
        run.rewrite(
            order,
            with(order.stations(), entry, with(entry, entry.status(), "other", entry.content())));
        return order.id();
      }),
  STALE_COPY(
      Kind.DIVERGED,
      run -> {
        Account account = run.account(it -> olderRecord(run, it) != null);
        return makeStale(run, account);
      }),
  TOMBSTONE_LOST(
      Kind.LOST,
      run -> {
        Account account = run.account(it -> it.deleted() && olderRecord(run, it) != null);
        return makeStale(run, account);
      }),
  CUSTOMER_RESURRECTED(
      Kind.DIVERGED,
      run -> {
        Account account = run.account(Account::deleted);
        CustomerCopy copy = run.copy(account);
        run.replace(
            copy, new CustomerCopy(copy.id(), copy.sequence(), copy.eventId(), false, "alive"));
        return account.id();
      }),
  COPY_DIFFERS(
      Kind.DIVERGED,
      run -> {
        Account account = run.account(it -> !it.deleted());
        CustomerCopy copy = run.copy(account);
        run.replace(
            copy, new CustomerCopy(copy.id(), copy.sequence(), copy.eventId(), false, "other"));
        return account.id();
      }),
  COPY_MISSING(
      Kind.LOST,
      run -> {
        Account account = run.account(it -> true);
        run.remove(List.of(run.copy(account)));
        return account.id();
      }),
  REMOVED_BEFORE_ACKNOWLEDGEMENT(
      Kind.LOST,
      run -> {
        Account account = run.account(it -> olderRecord(run, it) != null);
        makeStale(run, account);
        run.remove(run.records(CUSTOMER_CHANGE, account.id(), account.version()));
        return account.id();
      }),
  NEW_CUSTOMER_NEVER_PUBLISHED(
      Kind.LOST,
      run -> {
        Account account = run.account(it -> it.version() == 1);
        run.remove(List.of(run.copy(account)));
        run.remove(run.records(CUSTOMER_CHANGE, account.id()));
        return account.id();
      }),
  REQUEST_NEVER_PUBLISHED(
      Kind.LOST,
      run -> {
        Order order = run.order(it -> it.status() == APPROVED);
        run.remove(run.records(FULFILLMENT_REQUEST, order.id()));
        run.remove(List.of(run.fulfillment(order)));
        return unlessMoved(run, order);
      }),
  REQUEST_NEVER_TAKEN_IN(
      Kind.STUCK,
      run -> {
        Order order = run.order(it -> it.status() == APPROVED);
        run.remove(List.of(run.fulfillment(order)));
        return unlessMoved(run, order);
      }),
  APPROVED_WITHOUT_EVENT(
      Kind.LOST,
      run -> {
        Order order = run.order(it -> it.status() == APPROVED);
        run.remove(run.records(FULFILLMENT_REQUEST, order.id()));
        run.remove(List.of(run.fulfillment(order)));
        run.replace(order, EditedRun.withRequest(order, null, null, List.of()));
        return unlessMoved(run, order);
      }),
  LEFT_IN_OUTBOX(
      Kind.STUCK,
      run -> {
        Account account = run.account(it -> true);
        run.replace(
            account,
            with(
                account,
                account.content(),
                List.of(new Pending(account.eventId(), account.version(), false))));
        return account.id();
      }),
  REQUEST_LEFT_IN_OUTBOX(
      Kind.STUCK,
      run -> {
        Order order = run.orderWithReports(1);
        run.replace(
            order,
            EditedRun.withRequest(
                order, order.eventId(), 2L, List.of(new Pending(order.eventId(), 2, false))));
        return order.id();
      }),
  WRONG_STATUS_AT_ORDERS(
      Kind.DIVERGED,
      run -> {
        Order order = run.orderWithReports(1);
        run.replace(order, with(order, APPROVED, order.stations()));
        return order.id();
      }),
  WRONG_STATUS_AT_FULFILLMENT(
      Kind.DIVERGED,
      run -> {
        Order order = run.orderWithReports(1);
        Fulfillment it = run.fulfillment(order);
        run.replace(it, with(it, it.content(), APPROVED, it.stations()));
        return order.id();
      }),
  FULFILLS_SOMETHING_ELSE(
      Kind.DIVERGED,
      run -> {
        Fulfillment it = run.any(Fulfillment.class, any -> true);
        run.replace(it, with(it, "something else", it.status(), it.stations()));
        return it.order();
      }),
  ILLEGAL_MOVE_EVERYWHERE(
      Kind.ILLEGAL_PATH,
      run -> {
        Order order = run.orderWithReports(1);
        Fulfillment there = run.fulfillment(order);
        Station last = there.stations().get(there.stations().size() - 1);
        OrderStatusType illegal = last.status() == CREATED ? APPROVED : CREATED;
        run.replace(
            there,
            with(
                there,
                there.content(),
                illegal,
                with(there.stations(), last, with(last, illegal, null, last.content()))));
        Station entry = order.stations().get(order.stations().size() - 1);
        run.rewrite(
            order,
            with(order.stations(), entry, with(entry, illegal, entry.eventId(), entry.content())));
        return order.id();
      }),
  FULFILLMENT_HISTORY_GAP(
      Kind.LOST,
      run -> {
        Order order = run.orderWithReports(1);
        Fulfillment it = run.fulfillment(order);
        Station entry = it.stations().get(2);
        List<Station> rest = without(it.stations(), entry);
        run.replace(it, with(it, it.content(), rest.get(rest.size() - 1).status(), rest));
        return order.id();
      }),
  FULFILLED_TWICE(
      Kind.DOUBLED,
      run -> {
        Fulfillment it = run.any(Fulfillment.class, any -> true);
        run.add(
            new Fulfillment(
                "another",
                it.order(),
                it.version(),
                it.eventId(),
                it.eventSequence(),
                it.requestEventId(),
                it.requestSequence(),
                it.status(),
                it.content(),
                it.stations(),
                it.outbox()));
        return it.order();
      }),
  ONE_KEY_TWO_CUSTOMERS(
      Kind.DOUBLED,
      run -> {
        Account account = run.any(Account.class, it -> true);
        run.add(new Account("second", 1, "e", false, "c", account.key(), List.of()));
        run.add(new CustomerCopy("second", 1, "e", false, "c"));
        run.add(new Published(CUSTOMER_CHANGE, 0, 9, 9, "second", "e", 1L, "", "", null, "c"));
        return "second";
      }),
  PERSONAL_DATA_LEFT_AT_ORDERS(
      Kind.NOT_FORGOTTEN,
      run -> {
        Account account = run.account(Account::deleted);
        CustomerCopy copy = run.copy(account);
        run.replace(
            copy, new CustomerCopy(copy.id(), copy.sequence(), copy.eventId(), true, "left"));
        return account.id();
      }),
  PERSONAL_DATA_LEFT_AT_ACCOUNTS(
      Kind.NOT_FORGOTTEN,
      run -> {
        Account account = run.account(Account::deleted);
        run.replace(account, with(account, "left", List.of()));
        return account.id();
      }),
  TOPIC_OUT_OF_ORDER(
      Kind.ORDER_IN_TOPIC,
      run -> {
        if (run.has(Fault.class)) {
          throw new NoPlace();
        }
        Order order = run.orderWithReports(2);
        List<Published> records = run.records(ORDER_STATUS_CHANGE, order.id());
        Published first = records.get(0);
        Published second = records.get(1);
        run.replace(first, SyntheticRun.at(second, first.offset(), first.at()));
        run.replace(second, SyntheticRun.at(first, second.offset(), second.at()));
        return order.id();
      }),
  ANSWERED_CUSTOMER_IS_MISSING(
      Kind.REFUTED_ANSWER,
      run -> {
        run.add(
            new Command("id", CommandKind.REGISTER, null, "key", null, 9, 201, "missing", 1L, "c"));
        return "missing";
      }),
  ANSWERED_ORDER_IS_MISSING(
      Kind.REFUTED_ANSWER,
      run -> {
        run.add(
            new Command(
                "id", CommandKind.PLACE, "somebody", "key", null, 9, 201, "missing", 1L, null));
        return "missing";
      }),
  ANSWERED_CHANGE_IS_MISSING(
      Kind.REFUTED_ANSWER,
      run -> {
        Account account = run.account(it -> !it.deleted());
        run.add(
            new Command(
                "id",
                CommandKind.CHANGE,
                account.id(),
                null,
                null,
                9,
                200,
                account.id(),
                account.version() + 1,
                "c"));
        return account.id();
      }),
  ANSWERED_MOVE_IS_MISSING(
      Kind.REFUTED_ANSWER,
      run -> {
        Fulfillment it = run.any(Fulfillment.class, any -> any.status() == APPROVED);
        run.add(
            new Command(
                "id", CommandKind.PROCESS, it.order(), null, 1L, 9, 200, it.order(), 2L, null));
        return it.order();
      }),
  ANSWERED_DECISION_IS_MISSING(
      Kind.REFUTED_ANSWER,
      run -> {
        Order order = run.order(it -> it.status() == CREATED);
        run.add(
            new Command(
                "id", CommandKind.APPROVE, order.id(), null, null, 9, 200, order.id(), 1L, null));
        return order.id();
      }),
  ANSWERED_DELETION_IS_UNDONE(
      Kind.REFUTED_ANSWER,
      run -> {
        Account account = run.account(it -> !it.deleted());
        run.add(
            new Command(
                "id",
                CommandKind.DELETE,
                account.id(),
                null,
                null,
                9,
                204,
                account.id(),
                null,
                null));
        return account.id();
      }),
  ANSWERED_CONTENT_DIFFERS(
      Kind.REFUTED_ANSWER,
      run -> {
        Command command =
            run.any(Command.class, it -> it.content() != null && isPublished(run, it));
        run.replace(command, EditedRun.answered(command, 200, command.version(), "other"));
        return command.answered();
      }),
  REFUSED_CREATION_HAPPENED(
      Kind.REFUTED_ANSWER,
      run -> {
        Account account = run.any(Account.class, it -> true);
        for (Command it : run.all(Command.class, it -> account.key().equals(it.key()))) {
          run.replace(it, EditedRun.answered(it, 422, null, null));
        }
        return account.id();
      }),
  REFUSED_MOVE_HAPPENED(
      Kind.REFUTED_ANSWER,
      run -> {
        Command command =
            run.any(
                Command.class,
                it ->
                    it.kind().owner() == CommandKind.Owner.FULFILLMENT
                        && it.isDone()
                        && !it.concernsAll()
                        && run.all(
                                Command.class,
                                other ->
                                    other.kind().effect() == it.kind().effect()
                                        && (other.concernsAll()
                                            || it.target().equals(other.target())
                                                && other.status() == 0))
                            .isEmpty());
        run.replace(command, EditedRun.answered(command, 409, null, null));
        return command.target();
      }),
  REFUSED_CHANGE_HAPPENED(
      Kind.REFUTED_ANSWER,
      run -> {
        Account account =
            run.account(
                it ->
                    it.version() > 1
                        && !run.commands(CommandKind.CHANGE, it.id()).isEmpty()
                        && run.all(
                                Command.class,
                                other -> it.id().equals(other.target()) && isOpen(other))
                            .isEmpty());
        List<Command> done =
            run.commands(CommandKind.CHANGE, account.id()).stream()
                .filter(Command::isDone)
                .toList();
        if (done.isEmpty()) {
          throw new NoPlace();
        }
        Command command = run.anyOf(done);
        run.replace(command, EditedRun.answered(command, 412, null, null));
        return account.id();
      }),
  TWO_ANSWERS_FOR_ONE_VERSION(
      Kind.REFUTED_ANSWER,
      run -> {
        Command command = run.any(Command.class, it -> it.isDone() && it.ifMatch() != null);
        run.add(command);
        return command.target();
      }),
  UNREADABLE_RECORD_PASSED_OVER(
      Kind.LOST,
      run -> {
        run.add(
            new Published(ORDER_STATUS_CHANGE, 2, 17, 9, null, null, null, null, null, null, null));
        return ORDER_STATUS_CHANGE + "-2@17";
      });

  private final Kind kind;
  private final Function<EditedRun, String> planting;

  PlantedFault(Kind kind, Function<EditedRun, String> planting) {
    this.kind = kind;
    this.planting = planting;
  }

  /** As what it must be convicted. */
  Kind kind() {
    return kind;
  }

  /**
   * Plants it somewhere.
   *
   * @return the aggregate that it is planted in
   * @throws NoPlace if there is no place for it
   */
  String plant(EditedRun run) {
    return planting.apply(run);
  }

  private static boolean isOpen(Command command) {
    return !command.isDone() && !command.isRefused() && !command.kind().creates();
  }

  private static boolean isPublished(EditedRun run, Command command) {
    return command.answered() != null
        && !run.records(CUSTOMER_CHANGE, command.answered(), command.version()).isEmpty();
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

  private static String unlessMoved(EditedRun run, Order order) {
    return run.records(ORDER_STATUS_CHANGE, order.id()).isEmpty() ? order.id() : noPlace();
  }

  private static String noPlace() {
    throw new NoPlace();
  }
}
