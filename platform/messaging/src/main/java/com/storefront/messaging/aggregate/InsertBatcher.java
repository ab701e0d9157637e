package com.storefront.messaging.aggregate;

import static java.util.Objects.requireNonNull;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.InsertManyOptions;
import com.storefront.messaging.TransientFailures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Inserts aggregates of one type, and combines concurrent inserts into one command, as databases do
 * with their log (group commit).
 *
 * <p>A caller that finds a free slot writes immediately; other callers are added to the next batch.
 * The batch is written by the thread of its first caller. Each caller receives the outcome of its
 * own insert only.
 */
class InsertBatcher {

  /** With more slots more commands run at the same time, with fewer the batches are larger. */
  private static final int MAX_CONCURRENT_WRITES = 2;

  private final MongoOperations mongo;
  private final Class<?> type;
  private final int batchSize;
  private final Queue<PendingInsert> waiting = new ArrayDeque<>();
  private int writes;

  InsertBatcher(MongoOperations mongo, Class<?> type, int batchSize) {
    this.mongo = mongo;
    this.type = type;
    this.batchSize = batchSize;
  }

  /**
   * An insert whose caller waits.
   *
   * @param next what the caller's thread does after the wait: return the outcome, throw the
   *     failure, or write a batch
   */
  private record PendingInsert(Change change, CompletableFuture<BooleanSupplier> next) {

    PendingInsert(Change change) {
      this(change, new CompletableFuture<>());
    }

    boolean await() {
      return next.join().getAsBoolean();
    }
  }

  /**
   * Inserts an aggregate, perhaps together with others.
   *
   * @return false if its id or idempotency key exists, perhaps from an earlier attempt
   */
  boolean insert(Change change) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return insertAlone(change); // The inserts of others must not depend on this transaction.
    }
    var insert = new PendingInsert(change);
    return takeSlot(insert) ? writeBatch(List.of(insert)) : insert.await();
  }

  private synchronized boolean takeSlot(PendingInsert insert) {
    if (writes < MAX_CONCURRENT_WRITES) {
      writes++;
      return true;
    }
    waiting.add(insert);
    return false;
  }

  private boolean insertAlone(Change change) {
    return insertAll(List.of(change)).isEmpty();
  }

  /**
   * Writes a batch on the thread of its first caller, and returns the outcome of the first insert.
   * A transient failure fails all inserts. Any other failure may be caused by one insert, so each
   * is repeated alone.
   */
  private boolean writeBatch(List<PendingInsert> batch) {
    try {
      Set<Integer> taken = insertAll(batch.stream().map(PendingInsert::change).toList());
      for (int i = 0; i < batch.size(); i++) {
        boolean inserted = !taken.contains(i);
        batch.get(i).next().complete(() -> inserted);
      }
    } catch (RuntimeException failure) {
      if (batch.size() == 1 || TransientFailures.isTransient(failure)) {
        batch.forEach(
            insert ->
                insert
                    .next()
                    .complete(
                        () -> {
                          throw failure;
                        }));
      }
    } finally {
      batch.forEach(insert -> insert.next().complete(() -> insertAlone(insert.change())));
      passSlotOn();
    }
    return batch.get(0).await();
  }

  /** Lets the first waiting caller write the next batch. */
  private void passSlotOn() {
    List<PendingInsert> batch = new ArrayList<>();
    PendingInsert first;
    synchronized (this) {
      first = waiting.poll();
      if (first == null) {
        writes--;
        return;
      }
      batch.add(new PendingInsert(first.change()));
      while (batch.size() < batchSize && !waiting.isEmpty()) {
        batch.add(waiting.remove());
      }
    }
    first.next().complete(() -> writeBatch(batch));
  }

  /**
   * Inserts aggregates by one command.
   *
   * @return the positions of those whose id or idempotency key exists
   */
  Set<Integer> insertAll(List<Change> changes) {
    List<Document> documents = changes.stream().map(Change::toInsert).toList();
    Set<Integer> taken =
        mongo.execute(
            type,
            collection -> {
              try {
                collection.insertMany(documents, new InsertManyOptions().ordered(false));
                return Set.of();
              } catch (MongoBulkWriteException failure) {
                return taken(failure);
              }
            });
    return requireNonNull(taken);
  }

  private static Set<Integer> taken(MongoBulkWriteException failure) {
    List<BulkWriteError> errors = failure.getWriteErrors();
    if (failure.getWriteConcernError() != null
        || errors.stream().anyMatch(it -> it.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
      throw failure;
    }
    return errors.stream().map(BulkWriteError::getIndex).collect(Collectors.toSet());
  }
}
