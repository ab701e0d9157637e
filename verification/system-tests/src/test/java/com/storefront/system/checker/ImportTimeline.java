package com.storefront.system.checker;

import static com.storefront.system.checker.Violation.Kind.DIVERGED;
import static com.storefront.system.checker.Violation.Kind.DOUBLED;
import static com.storefront.system.checker.Violation.Kind.GHOST;
import static com.storefront.system.checker.Violation.Kind.LOST;
import static com.storefront.system.checker.Violation.Kind.NOT_FORGOTTEN;
import static com.storefront.system.checker.Violation.Kind.STUCK;
import static com.storefront.system.checker.Violation.Place.ACCOUNTS;
import static com.storefront.system.checker.Violation.Place.IMPORT;
import static com.storefront.system.checker.Violation.Place.IMPORT_TOPIC;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One import with its jobs, their results and its completion, with the rules for them. */
final class ImportTimeline {

  /** The ids of the customers of an import differ in the number of the row only. */
  private static final int PREFIX = 18;

  private final String id;
  private final Map<String, HistoryEvent.ImportJob> jobs = new TreeMap<>();
  private final Map<String, HistoryEvent.ImportResult> results = new TreeMap<>();
  private final Map<String, @Nullable String> completions = new HashMap<>();
  private HistoryEvent.@Nullable Import source;

  ImportTimeline(String id) {
    this.id = id;
  }

  void add(HistoryEvent.Import document) {
    source = document;
  }

  void add(HistoryEvent.ImportJob document) {
    jobs.put(document.id(), document);
  }

  void add(HistoryEvent.ImportResult document) {
    results.put(document.id(), document);
  }

  /** A record that is published again has the same event id. */
  void addCompletion(String eventId, @Nullable String content) {
    completions.put(eventId, content);
  }

  /**
   * @param customers the ids of all customers at accounts
   */
  void check(Set<String> customers, Map<String, List<String>> byPrefix, Findings findings) {
    if (source == null) {
      findings.add(GHOST, id, 0, IMPORT, "jobs, results or a completion of an unknown import");
      return;
    }
    checkCompletion(source, findings);
    checkCounts(source, findings);
    checkCustomers(source, customers, byPrefix, findings);
    for (HistoryEvent.ImportJob job : jobs.values()) {
      TopicTimeline.checkOutbox(id, job.outbox(), IMPORT, findings);
      if (!job.erased() && results.containsKey(job.id())) {
        findings.add(NOT_FORGOTTEN, id, 0, IMPORT, "the rows of finished job " + job.id());
      }
    }
    results.values().forEach(it -> TopicTimeline.checkOutbox(id, it.outbox(), IMPORT, findings));
  }

  private void checkCompletion(HistoryEvent.Import source, Findings findings) {
    TopicTimeline.checkOutbox(id, source.outbox(), IMPORT, findings);
    if (!source.finished()) {
      findings.add(STUCK, id, source.version(), IMPORT, "not finished");
      return;
    }
    if (completions.size() > 1) {
      findings.add(DOUBLED, id, source.version(), IMPORT_TOPIC, "several completions");
    }
    if (source.outbox().isEmpty() && !completions.containsKey(source.eventId())) {
      findings.add(LOST, id, source.version(), IMPORT_TOPIC, "the completion is not published");
    }
    completions.forEach(
        (eventId, content) -> {
          if (!eventId.equals(source.eventId())) {
            findings.add(GHOST, id, source.version(), IMPORT_TOPIC, "an unknown completion");
          } else if (!source.content().equals(content)) {
            findings.add(DIVERGED, id, source.version(), IMPORT_TOPIC, "other counts");
          }
        });
  }

  private void checkCounts(HistoryEvent.Import source, Findings findings) {
    if (!source.finished()) {
      return;
    }
    if (results.size() < source.jobs()) {
      findings.add(LOST, id, source.version(), IMPORT, "a job has no result");
    }
    int created = results.values().stream().mapToInt(it -> it.created().size()).sum();
    int refused = results.values().stream().mapToInt(HistoryEvent.ImportResult::refused).sum();
    int skipped = results.values().stream().mapToInt(HistoryEvent.ImportResult::skipped).sum();
    if (created != source.created()
        || refused != source.refused()
        || skipped != source.skipped()
        || created + refused + skipped != source.rows()) {
      findings.add(
          DIVERGED,
          id,
          source.version(),
          IMPORT,
          "%d created, %d refused, %d skipped of %d rows; counted %d, %d, %d"
              .formatted(
                  created,
                  refused,
                  skipped,
                  source.rows(),
                  source.created(),
                  source.refused(),
                  source.skipped()));
    }
  }

  private void checkCustomers(
      HistoryEvent.Import source,
      Set<String> customers,
      Map<String, List<String>> byPrefix,
      Findings findings) {
    Set<String> created = new HashSet<>();
    for (HistoryEvent.ImportResult result : results.values()) {
      for (String customer : result.created()) {
        if (!created.add(customer)) {
          findings.add(DOUBLED, id, 0, IMPORT, "two rows created customer " + customer);
        }
      }
    }
    List<String> missing = created.stream().filter(it -> !customers.contains(it)).toList();
    if (!missing.isEmpty()) {
      findings.add(
          LOST,
          id,
          0,
          ACCOUNTS,
          "%d of %d customers do not exist, for example %s"
              .formatted(missing.size(), created.size(), missing.get(0)));
    }
    if (!source.finished() || created.isEmpty()) {
      return;
    }
    for (String customer : byPrefix.getOrDefault(prefix(created.iterator().next()), List.of())) {
      if (!created.contains(customer)) {
        findings.add(GHOST, id, 0, ACCOUNTS, "no row created customer " + customer);
      }
    }
  }

  static String prefix(String customer) {
    return customer.substring(0, Math.min(PREFIX, customer.length()));
  }
}
