package com.storefront.accounts.imports;

import com.storefront.accounts.imports.job.ImportJob;
import com.storefront.accounts.imports.job.ImportJobDoneEvent;
import com.storefront.events.ImportCompletedEvent;
import com.storefront.events.Topics;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.republish.Republishable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An import of customers from a file.
 *
 * <p>Its finished jobs are a set, so a job that is reported again is counted once. The write that
 * adds the last job completes the import and registers the event, so there is one completion.
 */
@Document("customer.imports")
@CompoundIndex(name = "unfinished", def = "{'status': 1, 'progressAt': 1}")
@Publishes(topic = Topics.IMPORT_COMPLETED, type = "ImportCompletedEvent")
public class CustomerImport extends Aggregate implements Republishable {

  static final String INTERRUPTION = "interruption";

  /** An upload takes seconds. After this time the rest of an interrupted one is skipped. */
  static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(10);

  private final int rows;
  private final Instant createdAt;
  private boolean received;
  private ImportStatus status = ImportStatus.RUNNING;
  private Instant progressAt;
  private @Nullable Instant finishedAt;
  private Set<Integer> finishedJobs = new LinkedHashSet<>();
  private int created;
  private int refused;
  private int skipped;

  private CustomerImport(String id, int rows, Instant createdAt) {
    super(id);
    this.rows = rows;
    this.createdAt = createdAt;
    this.progressAt = createdAt;
  }

  static CustomerImport start(String id, int rows, Instant now) {
    var started = new CustomerImport(id, rows, now);
    started.scheduleTimer(INTERRUPTION, now.plus(UPLOAD_TIMEOUT));
    return started;
  }

  /** All jobs are stored. Returns false if that was known before. */
  boolean receive() {
    boolean changed = !received;
    received = true;
    cancelTimer(INTERRUPTION);
    return changed;
  }

  /**
   * Jobs that are not begun will be skipped. Returns false if it was cancelled before.
   *
   * @throws ImportFinished if there is nothing to cancel any more
   */
  boolean cancel() {
    if (status == ImportStatus.COMPLETED) {
      throw new ImportFinished(id());
    }
    if (status != ImportStatus.RUNNING) {
      return false;
    }
    status = ImportStatus.CANCELLING;
    return true;
  }

  /** Counts a finished job. Returns false if it was counted before. */
  boolean count(ImportJobDoneEvent done, Instant now) {
    if (!finishedJobs.add(done.job())) {
      return false;
    }
    created += done.created();
    refused += done.refused();
    skipped += done.skipped();
    progressAt = now;
    if (finishedJobs.size() == jobs()) {
      finishedAt = now;
      status = skipped == 0 ? ImportStatus.COMPLETED : ImportStatus.CANCELLED;
      registerEvent(newestEvent(nextVersion()));
    }
    return true;
  }

  /** Whether a report can be of a job of this import. */
  boolean hasJob(ImportJobDoneEvent done) {
    int first = (done.job() - 1) * ImportJob.MAX_ROWS;
    return done.job() <= jobs()
        && done.created() + done.refused() + done.skipped()
            == Math.min(ImportJob.MAX_ROWS, rows - first);
  }

  @Override
  public ImportCompletedEvent newestEvent(long sequence) {
    return new ImportCompletedEvent(id(), sequence, rows, created, refused, skipped);
  }

  /** Whether all jobs are stored. If not, the upload runs or was interrupted. */
  boolean isReceived() {
    return received;
  }

  boolean isCancelled() {
    return status == ImportStatus.CANCELLING || status == ImportStatus.CANCELLED;
  }

  public ImportStatus status() {
    return status;
  }

  /** The number of rows, without the header. */
  public int rows() {
    return rows;
  }

  /** The number of jobs. */
  public int jobs() {
    return ImportJob.count(rows);
  }

  public int finishedJobs() {
    return finishedJobs.size();
  }

  public int created() {
    return created;
  }

  public int refused() {
    return refused;
  }

  public int skipped() {
    return skipped;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** When the last job was counted; when it was created if there is none. */
  Instant progressAt() {
    return progressAt;
  }

  /** Null while jobs are not finished. */
  public @Nullable Instant finishedAt() {
    return finishedAt;
  }
}
