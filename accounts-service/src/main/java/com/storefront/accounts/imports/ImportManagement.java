package com.storefront.accounts.imports;

import com.storefront.accounts.imports.csv.CsvFile;
import com.storefront.accounts.imports.job.ImportJob;
import com.storefront.accounts.imports.job.ImportJob.Row;
import com.storefront.accounts.imports.job.ImportJobDoneEvent;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.ReceivedEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Service;

/** The commands on imports, and the count of their finished jobs. */
@Service
public class ImportManagement {

  static final int MAX_ATTEMPTS = 20;

  /** Jobs that are stored together; bounds the memory of an upload. */
  private static final int JOBS_A_WRITE = 5;

  private final CustomerImports imports;
  private final AggregateStore store;
  private final Clock clock;

  ImportManagement(CustomerImports imports, AggregateStore store, Clock clock) {
    this.imports = imports;
    this.store = store;
    this.clock = clock;
  }

  /**
   * A received import.
   *
   * @param isReplayed whether an earlier request with the same key started it
   */
  public record Received(CustomerImport imported, boolean isReplayed) {}

  /**
   * Splits a file into jobs and stores them. The same file and key continue what an earlier request
   * began: jobs that are stored are not stored again.
   */
  public Received receive(CsvFile file, IdempotencyKey key) {
    CustomerImport started =
        CustomerImport.start(new ObjectId().toHexString(), file.rows(), clock.instant());
    started.createdBy(key);
    CustomerImport stored = store.insert(started);
    if (!stored.isReceived()) {
      storeJobs(stored.id(), file);
    }
    return new Received(change(stored, CustomerImport::receive), stored.isReplayed());
  }

  private void storeJobs(String importId, CsvFile file) {
    List<Row> rows = new ArrayList<>();
    List<ImportJob> jobs = new ArrayList<>();
    file.forEachRow(
        (number, line, values) -> {
          rows.add(new Row(number, line, values));
          if (rows.size() == ImportJob.MAX_ROWS || number == file.rows()) {
            int job = ImportJob.count(number);
            jobs.add(ImportJob.waiting(importId, job, file.columns(), rows));
            rows.clear();
          }
          if (jobs.size() == JOBS_A_WRITE || number == file.rows()) {
            store.insertAll(jobs);
            jobs.clear();
          }
        });
  }

  /**
   * Cancels an import: jobs that are not begun are skipped. Has no effect if it was cancelled
   * before.
   *
   * @throws ImportNotFound if there is no such import
   * @throws ImportFinished if the import is completed
   */
  public CustomerImport cancel(String id, ExpectedVersion expected) {
    return change(
        find(id),
        it -> {
          expected.check(it.version());
          return it.cancel();
        });
  }

  /**
   * Changes an import, again if jobs were counted meanwhile.
   *
   * @param change returns false if there is nothing to save
   */
  private CustomerImport change(CustomerImport imported, Predicate<CustomerImport> change) {
    CustomerImport current = imported;
    for (int attempt = 1; change.test(current); attempt++) {
      try {
        store.update(current);
        return current;
      } catch (StaleVersion counted) {
        if (attempt == MAX_ATTEMPTS) {
          throw counted;
        }
        current = find(imported.id());
      }
    }
    return current;
  }

  private CustomerImport find(String id) {
    return imports.findById(id).orElseThrow(() -> new ImportNotFound(id));
  }

  /** Skips the jobs that an interrupted upload did not store. */
  void skipMissing(List<CustomerImport> interrupted) {
    for (CustomerImport imported : interrupted) {
      if (!imported.status().isFinal()) {
        imported.cancel();
        store.insertAll(
            IntStream.rangeClosed(1, imported.jobs())
                .mapToObj(job -> ImportJob.missing(imported.id(), job, imported.rows()))
                .toList());
      }
      imported.receive();
    }
    store.updateAll(interrupted);
  }

  /** Counts finished jobs with one write for each import, again if it was changed meanwhile. */
  void count(EventBatch<ImportJobDoneEvent> batch) {
    Set<CustomerImport> changed = apply(batch);
    for (int attempt = 1; store.updateAll(changed) < changed.size(); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        CustomerImport stale = changed.iterator().next();
        throw new StaleVersion(stale.id(), stale.version());
      }
      changed = apply(batch);
    }
  }

  private Set<CustomerImport> apply(EventBatch<ImportJobDoneEvent> batch) {
    List<String> ids =
        batch.stream()
            .filter(event -> !event.isTombstone())
            .map(event -> event.event().importId())
            .distinct()
            .toList();
    Map<String, CustomerImport> found =
        imports.findByIdIn(ids).stream()
            .collect(Collectors.toMap(CustomerImport::id, Function.identity()));
    Set<CustomerImport> changed = new LinkedHashSet<>();
    for (ReceivedEvent<ImportJobDoneEvent> event : batch) {
      if (event.isTombstone()) {
        batch.reject(event, "The result of a job cannot be deleted.");
        continue;
      }
      CustomerImport imported = found.get(event.event().importId());
      if (imported == null) {
        batch.reject(event, "There is no such import.");
      } else if (!imported.hasJob(event.event())) {
        batch.reject(event, "The import has no such job, or the job has another number of rows.");
      } else if (imported.count(event.event(), clock.instant())) {
        changed.add(imported);
      }
    }
    return changed;
  }
}
