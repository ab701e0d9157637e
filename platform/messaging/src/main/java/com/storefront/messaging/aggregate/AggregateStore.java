package com.storefront.messaging.aggregate;

import static java.util.Objects.requireNonNull;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.storefront.messaging.TransientFailures;
import com.storefront.messaging.outbox.OutboxSettings;
import com.storefront.messaging.outbox.RelaySignal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.CollectionCallback;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The only class that writes aggregates: the changed state and its event in one write, conditional
 * on the version that was read.
 *
 * <p>MongoDB writes one document atomically, so state and event are saved together or not at all,
 * without a transaction. When the answer to a write is lost, the document shows whether the write
 * was made.
 */
public class AggregateStore {

  private final MongoOperations mongo;
  private final ChangeFactory changes;
  private final OutboxSettings settings;
  private final RelaySignal signal;
  private final Map<Class<?>, InsertBatcher> inserts = new ConcurrentHashMap<>();

  /**
   * @param signal raised after each write, so that its event is published at once
   */
  AggregateStore(
      MongoOperations mongo, ChangeFactory changes, OutboxSettings settings, RelaySignal signal) {
    this.mongo = mongo;
    this.changes = changes;
    this.settings = settings;
    this.signal = signal;
  }

  /**
   * Saves a new aggregate at version 1, with its event.
   *
   * @return the given aggregate; or the one that an earlier request with the same idempotency key
   *     created, in its current state
   * @throws AggregateExists if the id is taken
   * @throws IdempotencyKeyReused if the key was used for a different request
   * @throws EventTooLarge if the event exceeds the largest size; nothing was saved
   */
  public <T extends Aggregate> T insert(T aggregate) {
    Change change = changes.of(aggregate);
    if (!save(change, () -> inserts(aggregate.getClass()).insert(change))) {
      return createdBefore(aggregate);
    }
    return aggregate;
  }

  /**
   * Saves a change and its event if the aggregate was not changed since it was read. On return the
   * aggregate is at the next version.
   *
   * @throws StaleVersion if it was changed; nothing was saved
   * @throws OutboxFull if too many events of this aggregate are unpublished; nothing was saved
   * @throws EventTooLarge if the event exceeds the largest size; nothing was saved
   */
  public void update(Aggregate aggregate) {
    Change change = changes.of(aggregate);
    if (!save(change, () -> bulkWrite(List.of(change)) == 1)) {
      throw refusal(aggregate);
    }
  }

  /**
   * Makes a write. If its answer is lost, or it may repeat one whose answer was lost, the document
   * shows whether it was made.
   *
   * @param write returns false if the database refused it
   */
  private boolean save(Change change, BooleanSupplier write) {
    try {
      if (!write.getAsBoolean() && !isSaved(change)) {
        return false;
      }
    } catch (RuntimeException failure) {
      if (!TransientFailures.isTransient(failure) || !isSavedDespite(failure, change)) {
        throw failure;
      }
    }
    markSaved(List.of(change));
    return true;
  }

  private boolean isSavedDespite(RuntimeException failure, Change change) {
    try {
      return isSaved(change);
    } catch (RuntimeException unavailable) {
      failure.addSuppressed(unavailable);
      return false;
    }
  }

  private boolean isSaved(Change change) {
    Bson isSaved =
        Filters.and(
            Filters.eq("_id", change.aggregate().id()), Filters.eq(Change.CHANGE_ID, change.id()));
    return find(change.aggregate().getClass(), isSaved) != null;
  }

  private void markSaved(Collection<Change> saved) {
    saved.forEach(change -> change.aggregate().markSaved());
    signal.raise();
  }

  private RuntimeException refusal(Aggregate aggregate) {
    Document current = find(aggregate.getClass(), Filters.eq("_id", aggregate.id()));
    boolean isCurrent =
        current != null
            && current.get(Change.VERSION, Number.class).longValue() == aggregate.version();
    return isCurrent
        ? new OutboxFull(aggregate.id(), settings.maxPending())
        : new StaleVersion(aggregate.id(), aggregate.version());
  }

  private <T extends Aggregate> T createdBefore(T aggregate) {
    IdempotencyKey key = aggregate.idempotencyKey();
    @SuppressWarnings("unchecked")
    var type = (Class<T>) aggregate.getClass();
    return Optional.ofNullable(key)
        .flatMap(it -> findCreatedBy(it, type))
        .orElseThrow(() -> new AggregateExists(aggregate.id()));
  }

  /**
   * Finds the aggregate that a request with this idempotency key created, in its current state.
   *
   * @throws IdempotencyKeyReused if the key was used for a different request
   */
  public <T extends Aggregate> Optional<T> findCreatedBy(IdempotencyKey key, Class<T> type) {
    Document document =
        find(
            type,
            Filters.and(
                Filters.eq("idempotencyKey.scope", key.scope()),
                Filters.eq("idempotencyKey.key", key.key())));
    if (document == null) {
      return Optional.empty();
    }
    T created = mongo.getConverter().read(type, document);
    if (!key.equals(created.idempotencyKey())) {
      throw new IdempotencyKeyReused(key);
    }
    created.markReplayed();
    return Optional.of(created);
  }

  /**
   * Saves many new aggregates of one type by one command.
   *
   * @return those whose id is taken; they are not saved
   */
  public <T extends Aggregate> List<T> insertAll(Collection<T> aggregates) {
    if (aggregates.isEmpty()) {
      return List.of();
    }
    List<T> ordered = List.copyOf(aggregates);
    List<Change> attempted = ordered.stream().map(changes::of).toList();
    Set<Integer> taken = inserts(ordered.get(0).getClass()).insertAll(attempted);
    var refused = new ArrayList<T>();
    var saved = new ArrayList<Change>();
    for (int i = 0; i < attempted.size(); i++) {
      if (taken.contains(i) && !isSaved(attempted.get(i))) {
        refused.add(ordered.get(i));
      } else {
        saved.add(attempted.get(i));
      }
    }
    markSaved(saved);
    return refused;
  }

  /**
   * Saves many changes of aggregates of one type by one command, each under the condition of {@link
   * #update}.
   *
   * @return the number of saved changes; the other aggregates were changed since they were read
   */
  public int updateAll(Collection<? extends Aggregate> aggregates) {
    if (aggregates.isEmpty()) {
      return 0;
    }
    List<Change> attempted = aggregates.stream().map(changes::of).toList();
    List<Change> saved = bulkWrite(attempted) == attempted.size() ? attempted : saved(attempted);
    markSaved(saved);
    return saved.size();
  }

  /** Returns the number of updates whose condition was met. */
  private int bulkWrite(List<Change> attempted) {
    var updates = attempted.stream().map(change -> change.toUpdate(settings)).toList();
    return execute(
        attempted.get(0).aggregate().getClass(),
        collection ->
            collection.bulkWrite(updates, new BulkWriteOptions().ordered(false)).getMatchedCount());
  }

  private List<Change> saved(List<Change> attempted) {
    List<String> ids = attempted.stream().map(change -> change.aggregate().id()).toList();
    Set<String> changeIds =
        execute(
            attempted.get(0).aggregate().getClass(),
            collection ->
                collection
                    .find(Filters.in("_id", ids))
                    .projection(Projections.include(Change.CHANGE_ID))
                    .map(document -> document.getString(Change.CHANGE_ID))
                    .into(new HashSet<>()));
    return attempted.stream().filter(change -> changeIds.contains(change.id())).toList();
  }

  private @Nullable Document find(Class<?> type, Bson filter) {
    return mongo.execute(type, collection -> collection.find(filter).first());
  }

  private <R> R execute(Class<?> type, CollectionCallback<R> command) {
    return requireNonNull(mongo.execute(type, command));
  }

  private InsertBatcher inserts(Class<?> type) {
    return inserts.computeIfAbsent(
        type, key -> new InsertBatcher(mongo, key, settings.batchSize()));
  }
}
