package com.storefront.system.checker;

import com.storefront.events.OrderStatusType;
import com.storefront.events.Topics;
import com.storefront.system.checker.HistoryEvent.Account;
import com.storefront.system.checker.HistoryEvent.Command;
import com.storefront.system.checker.HistoryEvent.CustomerCopy;
import com.storefront.system.checker.HistoryEvent.DeadLetter;
import com.storefront.system.checker.HistoryEvent.Fulfillment;
import com.storefront.system.checker.HistoryEvent.Order;
import com.storefront.system.checker.HistoryEvent.Pending;
import com.storefront.system.checker.HistoryEvent.Published;
import com.storefront.system.checker.HistoryEvent.Station;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

/** A history under the hands of somebody who plants a fault in it. */
final class EditedRun {

  /** This history has nothing that the fault could be planted in. */
  static final class NoPlace extends RuntimeException {}

  private final List<HistoryEvent> events;
  private final Random random;

  EditedRun(List<HistoryEvent> events, long seed) {
    this.events = new ArrayList<>(events);
    this.random = new Random(seed);
  }

  List<HistoryEvent> events() {
    return events;
  }

  <T extends HistoryEvent> List<T> all(Class<T> type, Predicate<T> wanted) {
    return events.stream().filter(type::isInstance).map(type::cast).filter(wanted).toList();
  }

  <T extends HistoryEvent> T any(Class<T> type, Predicate<T> wanted) {
    List<T> found = all(type, wanted);
    if (found.isEmpty()) {
      throw new NoPlace();
    }
    return found.get(random.nextInt(found.size()));
  }

  boolean has(Class<? extends HistoryEvent> type) {
    return events.stream().anyMatch(type::isInstance);
  }

  void add(HistoryEvent event) {
    events.add(event);
  }

  void replace(HistoryEvent old, HistoryEvent by) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) == old) {
        events.set(i, by);
      }
    }
  }

  void remove(List<? extends HistoryEvent> unwanted) {
    events.removeIf(event -> unwanted.stream().anyMatch(each -> each == event));
  }

  List<Published> records(String topic, String key) {
    return all(Published.class, it -> it.topic().equals(topic) && it.key().equals(key));
  }

  List<Published> records(String topic, String key, long sequence) {
    return records(topic, key).stream().filter(it -> it.sequence() == sequence).toList();
  }

  boolean isSetAside(String topic, String key) {
    return !all(DeadLetter.class, it -> it.topic().equals(topic) && it.key().equals(key)).isEmpty();
  }

  /** A customer whose newest version is published and applied, nothing set aside. */
  Account account(Predicate<Account> wanted) {
    return any(
        Account.class, it -> wanted.test(it) && !isSetAside(Topics.CUSTOMER_CHANGE, it.id()));
  }

  CustomerCopy copy(Account account) {
    return any(CustomerCopy.class, it -> it.id().equals(account.id()));
  }

  /** An order, nothing of which was set aside. */
  Order order(Predicate<Order> wanted) {
    return any(
        Order.class,
        it ->
            wanted.test(it)
                && !isSetAside(Topics.FULFILLMENT_REQUEST, it.id())
                && !isSetAside(Topics.ORDER_STATUS_CHANGE, it.id()));
  }

  /** An order of which fulfillment reported so many stations at least. */
  Order orderWithReports(int least) {
    return order(it -> reports(it).size() >= least);
  }

  static List<Station> reports(Order order) {
    return order.stations().stream().filter(it -> it.source().equals("fulfillment")).toList();
  }

  Fulfillment fulfillment(Order order) {
    return any(Fulfillment.class, it -> it.order().equals(order.id()));
  }

  List<Command> commands(CommandKind kind, String target) {
    return all(Command.class, it -> it.kind() == kind && Objects.equals(it.target(), target));
  }

  <T> T anyOf(List<T> candidates) {
    return candidates.get(random.nextInt(candidates.size()));
  }

  static <T> List<T> without(List<T> list, T unwanted) {
    List<T> rest = new ArrayList<>(list);
    rest.remove(unwanted);
    return rest;
  }

  static <T> List<T> with(List<T> list, T added) {
    List<T> more = new ArrayList<>(list);
    more.add(added);
    return more;
  }

  static <T> List<T> with(List<T> list, T old, T by) {
    List<T> other = new ArrayList<>(list);
    other.set(other.indexOf(old), by);
    return other;
  }

  /** Another history for an order; the status follows it. */
  void rewrite(Order it, List<Station> stations) {
    replace(it, with(it, stations.get(stations.size() - 1).status(), stations));
  }

  static Order with(Order it, OrderStatusType status, List<Station> stations) {
    return new Order(
        it.id(),
        it.version(),
        it.eventId(),
        it.eventSequence(),
        status,
        it.content(),
        it.key(),
        stations,
        it.outbox());
  }

  static Order withRequest(Order it, String eventId, Long sequence, List<Pending> outbox) {
    return new Order(
        it.id(),
        it.version(),
        eventId,
        sequence,
        it.status(),
        it.content(),
        it.key(),
        it.stations(),
        outbox);
  }

  static Fulfillment with(
      Fulfillment it, String content, OrderStatusType status, List<Station> stations) {
    return new Fulfillment(
        it.id(),
        it.order(),
        it.version(),
        it.eventId(),
        it.eventSequence(),
        it.requestEventId(),
        it.requestSequence(),
        status,
        content,
        stations,
        it.outbox());
  }

  static Account with(Account it, String content, List<Pending> outbox) {
    return new Account(
        it.id(), it.version(), it.eventId(), it.deleted(), content, it.key(), outbox);
  }

  static Station with(Station it, OrderStatusType status, String eventId, String content) {
    return new Station(it.source(), it.sequence(), status, eventId, content);
  }

  static Published with(Published it, long sequence, String eventId, String content) {
    return new Published(
        it.topic(),
        it.partition(),
        it.offset() + 1_000_000,
        it.at(),
        it.key(),
        eventId,
        sequence,
        it.time(),
        it.type(),
        it.status(),
        content);
  }

  static Published with(Published it, OrderStatusType status, String content) {
    return new Published(
        it.topic(),
        it.partition(),
        it.offset(),
        it.at(),
        it.key(),
        it.eventId(),
        it.sequence(),
        it.time(),
        it.type(),
        status,
        content);
  }

  static Command answered(Command it, int status, Long version, String content) {
    return new Command(
        it.id(),
        it.kind(),
        it.target(),
        it.key(),
        it.ifMatch(),
        it.at(),
        status,
        status == 0 || status >= 400 ? null : it.answered() == null ? it.target() : it.answered(),
        version,
        content);
  }
}
