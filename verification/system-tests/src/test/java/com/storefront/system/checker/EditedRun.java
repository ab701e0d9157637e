package com.storefront.system.checker;

import com.storefront.events.Topics;
import com.storefront.system.checker.HistoryEvent.Account;
import com.storefront.system.checker.HistoryEvent.Command;
import com.storefront.system.checker.HistoryEvent.CustomerCopy;
import com.storefront.system.checker.HistoryEvent.DeadLetter;
import com.storefront.system.checker.HistoryEvent.Fulfillment;
import com.storefront.system.checker.HistoryEvent.Order;
import com.storefront.system.checker.HistoryEvent.Published;
import com.storefront.system.checker.HistoryEvent.StatusEntry;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A history in which a fault is planted. */
final class EditedRun {

  /** Thrown if the fault cannot be planted in this history. */
  static final class NotApplicable extends RuntimeException {}

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

  <T extends HistoryEvent> boolean none(Class<T> type, Predicate<T> wanted) {
    return all(type, wanted).isEmpty();
  }

  <T extends HistoryEvent> T any(Class<T> type, Predicate<T> wanted) {
    return anyOf(all(type, wanted));
  }

  <T> T anyOf(List<T> candidates) {
    if (candidates.isEmpty()) {
      throw new NotApplicable();
    }
    return candidates.get(random.nextInt(candidates.size()));
  }

  void add(HistoryEvent event) {
    events.add(event);
  }

  void replace(HistoryEvent old, HistoryEvent by) {
    events.replaceAll(event -> event == old ? by : event);
  }

  void remove(HistoryEvent unwanted) {
    events.removeIf(event -> event == unwanted);
  }

  void remove(List<? extends HistoryEvent> unwanted) {
    unwanted.forEach(this::remove);
  }

  /** Replaces an event by a copy with other values, see {@link #with}. */
  <T extends Record & HistoryEvent> void change(T event, Object... values) {
    replace(event, with(event, values));
  }

  List<Published> records(String topic, String key) {
    return all(Published.class, it -> it.topic().equals(topic) && it.key().equals(key));
  }

  List<Published> records(String topic, String key, long sequence) {
    return records(topic, key).stream().filter(it -> it.sequence() == sequence).toList();
  }

  /** The records of the newest version of a customer. */
  List<Published> newestRecords(Account account) {
    return records(Topics.CUSTOMER_CHANGE, account.id(), account.version());
  }

  private boolean hasDeadLetter(String topic, String key) {
    return !none(DeadLetter.class, it -> it.topic().equals(topic) && it.key().equals(key));
  }

  /** A customer whose newest version is published and applied, without dead letters. */
  Account account(Predicate<Account> wanted) {
    return any(
        Account.class, it -> wanted.test(it) && !hasDeadLetter(Topics.CUSTOMER_CHANGE, it.id()));
  }

  CustomerCopy copy(Account account) {
    return any(CustomerCopy.class, it -> it.id().equals(account.id()));
  }

  /** An order without dead letters. */
  Order order(Predicate<Order> wanted) {
    return any(
        Order.class,
        it ->
            wanted.test(it)
                && !hasDeadLetter(Topics.FULFILLMENT_REQUEST, it.id())
                && !hasDeadLetter(Topics.ORDER_STATUS_CHANGE, it.id()));
  }

  /** An order that applied at least so many status changes of fulfillment. */
  Order orderWithStatusChanges(int least) {
    return order(it -> statusChanges(it).size() >= least);
  }

  static List<StatusEntry> statusChanges(Order order) {
    return order.history().stream().filter(it -> it.source().equals("fulfillment")).toList();
  }

  Fulfillment fulfillment(Order order) {
    return any(Fulfillment.class, it -> it.order().equals(order.id()));
  }

  List<Command> commandsDone(CommandKind kind, String target) {
    return all(Command.class, it -> it.kind() == kind && it.isDone() && target.equals(it.target()));
  }

  /** Gives an order another history and the status of its last entry. */
  void changeHistory(Order order, UnaryOperator<List<StatusEntry>> edit) {
    List<StatusEntry> history = edit.apply(new ArrayList<>(order.history()));
    change(order, "history", history, "status", history.get(history.size() - 1).status());
  }

  static <T> List<T> without(List<T> list, T unwanted) {
    List<T> rest = new ArrayList<>(list);
    rest.remove(unwanted);
    return rest;
  }

  static <T> List<T> with(List<T> list, T old, T by) {
    return list.stream().map(each -> each == old ? by : each).toList();
  }

  /**
   * Copies a record.
   *
   * @param values of components that differ from the original: name, value, name, value …
   */
  @SuppressWarnings("unchecked")
  static <T extends Record> T with(T original, Object... values) {
    Map<String, Object> changed = new HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      changed.put((String) values[i], values[i + 1]);
    }
    RecordComponent[] components = original.getClass().getRecordComponents();
    try {
      Object[] arguments = new Object[components.length];
      for (int i = 0; i < arguments.length; i++) {
        String name = components[i].getName();
        arguments[i] =
            changed.containsKey(name)
                ? changed.remove(name)
                : components[i].getAccessor().invoke(original);
      }
      if (!changed.isEmpty()) {
        throw new IllegalArgumentException("No such component: " + changed.keySet());
      }
      Class<?>[] types =
          Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return (T) original.getClass().getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
