package com.storefront.system.checker;

import static com.storefront.system.checker.Ledger.fingerprint;

import com.storefront.events.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges a run by its history: nothing lost, nothing invented, nothing done twice.
 *
 * <p>It trusts the owners' databases on what was committed, and nobody on anything else. It takes
 * one event at a time and keeps some bytes for each version of each aggregate, none for a record
 * that comes again.
 */
public final class Checker implements Consumer<HistoryEvent> {

  private final Map<String, CustomerTrail> customers = new HashMap<>();
  private final Map<String, OrderTrail> orders = new HashMap<>();
  private final Map<Long, KeyUse> keys = new HashMap<>();
  private final Answers ofAllOrders = new Answers();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> setAside = new HashSet<>();
  private final Findings findings = new Findings();

  private long firstFault = Long.MAX_VALUE;
  private long events;

  /** Judges a history on disk. */
  public static Verdict judge(Path history) {
    Checker checker = new Checker();
    HistoryFile.read(history, checker);
    return checker.verdict();
  }

  @Override
  public void accept(HistoryEvent event) {
    events++;
    if (event instanceof HistoryEvent.Published published) {
      add(published);
    } else if (event instanceof HistoryEvent.Command command) {
      add(command);
    } else if (event instanceof HistoryEvent.DeadLetter letter) {
      add(letter);
    } else if (event instanceof HistoryEvent.Account account) {
      customer(account.id()).add(account);
      use(account.key(), account.id());
    } else if (event instanceof HistoryEvent.CustomerCopy copy) {
      customer(copy.id()).add(copy);
    } else if (event instanceof HistoryEvent.Order order) {
      order(order.id()).add(order);
      use(order.key(), order.id());
    } else if (event instanceof HistoryEvent.Fulfillment fulfillment) {
      order(fulfillment.order()).add(fulfillment);
    } else if (event instanceof HistoryEvent.Fault fault) {
      firstFault = Math.min(firstFault, fault.at());
    }
  }

  /** Says what is wrong; to be called once, when the history is complete. */
  public Verdict verdict() {
    customers.values().forEach(customer -> customer.judge(firstFault, findings));
    orders.values().forEach(order -> order.judge(firstFault, findings));
    keys.values().forEach(key -> key.judge(findings));
    for (String position : unreadable) {
      if (!setAside.contains(position)) {
        findings.add(Kind.LOST, position, 0, placeOf(position), "unreadable, and not set aside");
      }
    }
    return findings.verdict(events, customers.size() + orders.size());
  }

  private void add(HistoryEvent.Published published) {
    if (published.key() == null || published.sequence() == null || published.eventId() == null) {
      unreadable.add(position(published.topic(), published.partition(), published.offset()));
      return;
    }
    topic(published.topic(), published.key()).add(published.sequence(), published);
  }

  private void add(HistoryEvent.DeadLetter letter) {
    if (letter.key() == null || letter.sequence() == null || letter.eventId() == null) {
      setAside.add(position(letter.topic(), letter.partition(), letter.offset()));
      return;
    }
    topic(letter.topic(), letter.key()).setAside(letter.sequence(), letter.eventId());
  }

  private TopicTrail topic(String topic, String key) {
    return switch (topic) {
      case Topics.CUSTOMER_CHANGE -> customer(key).topic();
      case Topics.FULFILLMENT_REQUEST -> order(key).requests();
      case Topics.ORDER_STATUS_CHANGE -> order(key).reports();
      default -> throw new IllegalArgumentException("no topic of the storefront: " + topic);
    };
  }

  private void add(HistoryEvent.Command command) {
    if (command.kind().creates() && command.key() != null) {
      keys.computeIfAbsent(fingerprint(command.key()), key -> new KeyUse()).add(command);
    }
    String aggregate = command.kind().creates() ? command.answered() : command.target();
    if (aggregate == null) {
      if (command.concernsAll()) {
        ofAllOrders.add(command);
      }
      return;
    }
    Answers answers =
        switch (command.kind().owner()) {
          case ACCOUNTS -> customer(aggregate).answers();
          case ORDERS -> order(aggregate).ofOrders();
          case FULFILLMENT -> order(aggregate).ofFulfillment();
        };
    answers.add(command);
  }

  private void use(@Nullable String key, String aggregate) {
    if (key != null) {
      keys.computeIfAbsent(fingerprint(key), any -> new KeyUse()).add(aggregate);
    }
  }

  private CustomerTrail customer(String id) {
    return customers.computeIfAbsent(id, CustomerTrail::new);
  }

  private OrderTrail order(String id) {
    return orders.computeIfAbsent(id, any -> new OrderTrail(any, ofAllOrders));
  }

  private static String position(String topic, int partition, long offset) {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }

  private static Place placeOf(String position) {
    if (position.startsWith(Topics.CUSTOMER_CHANGE)) {
      return Place.CUSTOMER_TOPIC;
    }
    return position.startsWith(Topics.FULFILLMENT_REQUEST)
        ? Place.REQUEST_TOPIC
        : Place.STATUS_TOPIC;
  }
}
