package com.storefront.accounts.imports.job;

import com.storefront.events.Topics;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.republish.Republishable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What became of the rows of a job; has the id of the job, so a job has one result. It has no
 * personal data: a reason does not quote the value.
 */
@Document("customer.import.results")
@Publishes(topic = Topics.IMPORT_JOB_DONE, type = "ImportJobDoneEvent")
public class ImportJobResult extends Aggregate implements Republishable {

  private final String importId;
  private final int number;
  private final List<RowResult> rows;

  private ImportJobResult(String id, String importId, int number, List<RowResult> rows) {
    super(id);
    this.importId = importId;
    this.number = number;
    this.rows = rows;
  }

  public static ImportJobResult of(ImportJob job, List<RowResult> rows) {
    var result = new ImportJobResult(job.id(), job.importId(), job.number(), List.copyOf(rows));
    result.registerEvent(result.newestEvent(result.nextVersion()));
    return result;
  }

  /** What may become of a row. */
  public enum Outcome {
    CREATED,
    REFUSED,
    SKIPPED
  }

  /**
   * The result of one row.
   *
   * @param number of the row without the header, from 1
   * @param line on which the row begins, from 1; 0 if the row was not received
   * @param customerId of a created customer
   * @param reason of a refusal
   */
  public record RowResult(
      int number,
      long line,
      Outcome outcome,
      @Nullable String customerId,
      @Nullable String reason) {

    public static RowResult created(ImportJob.Row row, String customerId) {
      return new RowResult(row.number(), row.line(), Outcome.CREATED, customerId, null);
    }

    public static RowResult refused(ImportJob.Row row, String reason) {
      return new RowResult(row.number(), row.line(), Outcome.REFUSED, null, reason);
    }

    public static RowResult skipped(ImportJob.Row row) {
      return new RowResult(row.number(), row.line(), Outcome.SKIPPED, null, null);
    }
  }

  @Override
  public ImportJobDoneEvent newestEvent(long sequence) {
    return new ImportJobDoneEvent(
        importId,
        number,
        sequence,
        count(Outcome.CREATED),
        count(Outcome.REFUSED),
        count(Outcome.SKIPPED));
  }

  public int count(Outcome outcome) {
    return (int) rows.stream().filter(row -> row.outcome() == outcome).count();
  }

  public List<RowResult> rows() {
    return rows;
  }
}
