package com.storefront.accounts.imports.job;

import com.storefront.events.Topics;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.republish.Republishable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Some rows of an import, which are worked on together.
 *
 * <p>The decision to begin or to skip a job is saved before anything is done, so a job that is
 * delivered again is continued, and a job that was skipped creates no customer. The rows contain
 * personal data; they are erased when the job is done.
 */
@Document("customer.import.jobs")
@Publishes(topic = Topics.IMPORT_JOB, type = "ImportJobEvent")
public class ImportJob extends Aggregate implements Republishable {

  /** The most rows of a job. */
  public static final int MAX_ROWS = 200;

  private final String importId;
  private final int number;
  private Status status = Status.WAITING;
  private @Nullable List<String> columns;
  private @Nullable List<Row> rows;

  private ImportJob(String id, String importId, int number) {
    super(id);
    this.importId = importId;
    this.number = number;
  }

  /** What was decided about a job. */
  public enum Status {
    WAITING,
    BEGUN,
    SKIPPED
  }

  /**
   * A row of the file.
   *
   * @param number of the row without the header, from 1
   * @param line on which the row begins, from 1; 0 if the row was not received
   * @param values one for each column; empty if there is none
   */
  public record Row(int number, long line, List<String> values) {}

  /**
   * @param number of the job in its import, from 1
   */
  public static ImportJob waiting(
      String importId, int number, List<String> columns, List<Row> rows) {
    var job = new ImportJob(id(importId, number), importId, number);
    job.columns = List.copyOf(columns);
    job.rows = List.copyOf(rows);
    job.registerEvent(job.newestEvent(job.nextVersion()));
    return job;
  }

  /**
   * A job whose rows were not received, because the upload was interrupted.
   *
   * @param lastRow of the import
   */
  public static ImportJob missing(String importId, int number, int lastRow) {
    int first = (number - 1) * MAX_ROWS + 1;
    List<Row> rows =
        IntStream.rangeClosed(first, Math.min(first + MAX_ROWS - 1, lastRow))
            .mapToObj(row -> new Row(row, 0, List.of()))
            .toList();
    ImportJob job = waiting(importId, number, List.of(), rows);
    job.status = Status.SKIPPED;
    return job;
  }

  /** Returns how many jobs so many rows are. */
  public static int count(int rows) {
    return (rows + MAX_ROWS - 1) / MAX_ROWS;
  }

  /** The ids of the jobs of an import are in the order of their numbers. */
  public static String id(String importId, int number) {
    return "%s-%04d".formatted(importId, number);
  }

  public void begin() {
    decide(Status.BEGUN);
  }

  public void skip() {
    decide(Status.SKIPPED);
  }

  private void decide(Status decision) {
    if (status != Status.WAITING) {
      throw new IllegalStateException("Job %s is %s".formatted(id(), status));
    }
    status = decision;
  }

  /** Erases the rows, because the result is saved. */
  public void eraseRows() {
    rows = null;
  }

  @Override
  public ImportJobEvent newestEvent(long sequence) {
    return new ImportJobEvent(importId, number, sequence);
  }

  public String importId() {
    return importId;
  }

  /** From 1. */
  public int number() {
    return number;
  }

  public Status status() {
    return status;
  }

  /** The names of the columns. */
  public List<String> columns() {
    return columns == null ? List.of() : columns;
  }

  /** Null if the job is done. */
  public @Nullable List<Row> rows() {
    return rows;
  }
}
