package com.storefront.system.checker;

import static com.storefront.system.checker.VersionLog.fingerprint;

import com.storefront.events.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the history of a run against the guarantees: nothing lost, invented or applied twice.
 *
 * <p>The owner's database decides what was committed. The checker takes one event at a time. It
 * keeps 32 bytes for each version of each aggregate, and nothing for a repeated record.
 */
public final class Checker implements Consumer<HistoryEvent> {

  private final Map<String, CustomerTimeline> customers = new HashMap<>();
  private final Map<String, OrderTimeline> orders = new HashMap<>();
  private final Map<String, ImportTimeline> imports = new HashMap<>();
  private final Set<String> accounts = new HashSet<>();
  private final Map<Long, KeyUse> keys = new HashMap<>();
  private final Answers bulkAnswers = new Answers();
  private final Map<String, Violation.Place> unreadable = new HashMap<>();
  private final Set<String> deadLetters = new HashSet<>();

  private long firstFault = Long.MAX_VALUE;
  private long events;

  /** Checks a history on disk. */
  public static Findings check(Path history) {
    Checker checker = new Checker();
    HistoryFile.read(history, checker);
    return checker.findings();
  }

  @Override
  public void accept(HistoryEvent event) {
    events++;
    if (event instanceof HistoryEvent.Published published) {
      add(published);
    } else if (event instanceof HistoryEvent.Command command) {
      add(command);
    } else if (event instanceof HistoryEvent.DeadLetter deadLetter) {
      add(deadLetter);
    } else if (event instanceof HistoryEvent.Account account) {
      customer(account.id()).add(account);
      accounts.add(account.id());
      addKey(account.key(), account.id());
    } else if (event instanceof HistoryEvent.CustomerCopy copy) {
      customer(copy.id()).add(copy);
    } else if (event instanceof HistoryEvent.Order order) {
      order(order.id()).add(order);
      addKey(order.key(), order.id());
    } else if (event instanceof HistoryEvent.Fulfillment fulfillment) {
      order(fulfillment.order()).add(fulfillment);
    } else if (event instanceof HistoryEvent.Import imported) {
      importOf(imported.id()).add(imported);
      addKey(imported.key(), imported.id());
    } else if (event instanceof HistoryEvent.ImportJob job) {
      importOf(job.importId()).add(job);
    } else if (event instanceof HistoryEvent.ImportResult result) {
      importOf(result.importId()).add(result);
    } else if (event instanceof HistoryEvent.Fault fault) {
      firstFault = Math.min(firstFault, fault.at());
    }
  }

  /** Applies all rules. To be called once, when the history is complete. */
  public Findings findings() {
    var findings = new Findings(events, customers.size() + orders.size() + imports.size());
    Map<String, List<String>> byPrefix =
        imports.isEmpty()
            ? Map.of()
            : accounts.stream().collect(Collectors.groupingBy(ImportTimeline::prefix));
    imports.values().forEach(it -> it.check(accounts, byPrefix, findings));
    customers.values().forEach(customer -> customer.check(firstFault, findings));
    orders.values().forEach(order -> order.check(firstFault, findings));
    keys.values().forEach(key -> key.check(findings));
    unreadable.forEach(
        (position, place) -> {
          if (!deadLetters.contains(position)) {
            findings.add(
                Violation.Kind.LOST, position, 0, place, "unreadable, but not a dead letter");
          }
        });
    return findings;
  }

  private void add(HistoryEvent.Published published) {
    if (published.key() == null || published.sequence() == null || published.eventId() == null) {
      unreadable.put(
          position(published.topic(), published.partition(), published.offset()),
          switch (published.topic()) {
            case Topics.CUSTOMER_CHANGE -> Violation.Place.CUSTOMER_TOPIC;
            case Topics.FULFILLMENT_REQUEST -> Violation.Place.REQUEST_TOPIC;
            case Topics.IMPORT_COMPLETED -> Violation.Place.IMPORT_TOPIC;
            default -> Violation.Place.STATUS_TOPIC;
          });
      return;
    }
    if (published.topic().equals(Topics.IMPORT_COMPLETED)) {
      importOf(published.key()).addCompletion(published.eventId(), published.content());
      return;
    }
    topic(published.topic(), published.key()).add(published.sequence(), published);
  }

  private void add(HistoryEvent.DeadLetter letter) {
    if (letter.key() == null || letter.sequence() == null || letter.eventId() == null) {
      deadLetters.add(position(letter.topic(), letter.partition(), letter.offset()));
      return;
    }
    if (letter.topic().equals(Topics.IMPORT_JOB) || letter.topic().equals(Topics.IMPORT_JOB_DONE)) {
      return; // its import is not finished
    }
    topic(letter.topic(), letter.key()).addDeadLetter(letter.sequence(), letter.eventId());
  }

  private TopicTimeline topic(String topic, String key) {
    return switch (topic) {
      case Topics.CUSTOMER_CHANGE -> customer(key).topic;
      case Topics.FULFILLMENT_REQUEST -> order(key).requests;
      case Topics.ORDER_STATUS_CHANGE -> order(key).statusChanges;
      default -> throw new IllegalArgumentException("Unknown topic: " + topic);
    };
  }

  private void add(HistoryEvent.Command command) {
    if (command.kind() == CommandKind.IMPORT) {
      add(command, command.answered());
      return;
    }
    if (command.kind().creates() && command.key() != null) {
      key(command.key()).add(command);
    }
    String aggregate = command.kind().creates() ? command.answered() : command.target();
    if (aggregate == null) {
      if (command.concernsAll()) {
        bulkAnswers.add(command);
      }
      return;
    }
    Answers answers =
        switch (command.kind().owner()) {
          case ACCOUNTS -> customer(aggregate).answers;
          case ORDERS -> order(aggregate).ordersAnswers;
          case FULFILLMENT -> order(aggregate).fulfillmentAnswers;
        };
    answers.add(command);
  }

  /** An import that was accepted exists. */
  private void add(HistoryEvent.Command command, @Nullable String imported) {
    if (command.key() != null) {
      key(command.key()).add(command);
    }
    if (imported != null) {
      importOf(imported);
    }
  }

  private void addKey(@Nullable String key, String aggregate) {
    if (key != null) {
      key(key).add(aggregate);
    }
  }

  private KeyUse key(String key) {
    return keys.computeIfAbsent(fingerprint(key), any -> new KeyUse());
  }

  private CustomerTimeline customer(String id) {
    return customers.computeIfAbsent(id, CustomerTimeline::new);
  }

  private ImportTimeline importOf(String id) {
    return imports.computeIfAbsent(id, ImportTimeline::new);
  }

  private OrderTimeline order(String id) {
    return orders.computeIfAbsent(id, any -> new OrderTimeline(any, bulkAnswers));
  }

  private static String position(String topic, int partition, long offset) {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}
