package com.storefront.messaging.outbox;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.storefront.messaging.PassingFaults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The only way to write aggregates: the changed state and the event it causes in one write, made
 * conditional on the version that was read.
 *
 * <p>One document's write is atomic in MongoDB, so state and event are saved together or not at
 * all, without a transaction. When the answer to a write is lost, the document tells whether it was
 * made.
 */
public class AggregateStore {

  private final MongoOperations mongo;
  private final ChangeFactory changes;
  private final OutboxSettings settings;
  private final Map<Class<?>, Kind> kinds = new ConcurrentHashMap<>();

  AggregateStore(MongoOperations mongo, ChangeFactory changes, OutboxSettings settings) {
    this.mongo = mongo;
    this.changes = changes;
    this.settings = settings;
  }

  /** What there is for each type of aggregate. */
  private record Kind(Publication publication, GroupCommit insertions, WakeUps wakeUps) {}

  private Kind kind(Class<?> type) {
    return kinds.computeIfAbsent(
        type,
        key ->
            new Kind(
                Publication.of(key.asSubclass(Aggregate.class)),
                new GroupCommit(changes -> insertMany(key, changes), settings.batch()),
                new WakeUps()));
  }

  /** Where is told which aggregates of a type have a new event. */
  WakeUps wakeUps(Class<?> type) {
    return kind(type).wakeUps();
  }

  /**
   * Saves a new aggregate at version 1, with its event.
   *
   * @return the given aggregate; or the one that an earlier request with the same idempotency key
   *     created, as it is now
   * @throws AggregateExists if the id is taken
   * @throws IdempotencyKeyReused if the key was used for a request with another digest
   * @throws EventTooLarge if the event is larger than may be published
   */
  public <T extends Aggregate> T insert(T aggregate) {
    Change change = changes.of(aggregate);
    long begun = System.nanoTime();
    Kind kind = kind(aggregate.getClass());
    try {
      if (!kind.insertions().save(change) && !isSaved(change)) {
        return createdBefore(aggregate);
      }
    } catch (RuntimeException failure) {
      confirm(change, failure);
    }
    OutboxEntry event = change.entry();
    if (event != null && !TransactionSynchronizationManager.isSynchronizationActive()) {
      kind.wakeUps().inserted(aggregate.id(), event, begun);
    } else {
      tell(List.of(change));
    }
    aggregate.savedAs(1);
    return aggregate;
  }

  /** Tells of changes that were saved, or may have been, or will be with the transaction. */
  private void tell(Collection<Change> attempted) {
    List<String> ids =
        attempted.stream()
            .filter(change -> change.entry() != null)
            .map(change -> change.aggregate().id())
            .toList();
    if (ids.isEmpty()) {
      return;
    }
    WakeUps wakeUps = wakeUps(attempted.iterator().next().aggregate().getClass());
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              wakeUps.changed(ids);
            }
          });
    } else {
      wakeUps.changed(ids);
    }
  }

  /**
   * Saves a change and its event if nobody else changed the aggregate since it was read. On return
   * the aggregate is at the next version.
   *
   * @throws StaleVersion if somebody did; nothing was saved
   * @throws OutboxFull if too many events of this aggregate wait to be published; nothing was saved
   * @throws EventTooLarge if the event is larger than may be published; nothing was saved
   */
  public void update(Aggregate aggregate) {
    Change change = changes.of(aggregate);
    Publication publication = kind(aggregate.getClass()).publication();
    try {
      var result =
          write(
              aggregate.getClass(),
              collection ->
                  collection.updateOne(
                      change.condition(publication, settings),
                      change.toUpdate(publication, settings)));
      if (result.getMatchedCount() == 0) {
        refuse(change);
      }
    } catch (RuntimeException failure) {
      confirm(change, failure);
    }
    tell(List.of(change));
    aggregate.savedAs(aggregate.nextVersion());
  }

  /**
   * Saves many new aggregates in one command.
   *
   * @return those whose id is taken, unsaved
   */
  public <T extends Aggregate> List<T> insertAll(Collection<T> aggregates) {
    if (aggregates.isEmpty()) {
      return List.of();
    }
    List<T> ordered = List.copyOf(aggregates);
    List<Change> attempted = ordered.stream().map(changes::of).toList();
    Set<Integer> taken;
    try {
      taken = insertMany(ordered.get(0).getClass(), attempted);
    } finally {
      tell(attempted);
    }
    var refused = new ArrayList<T>();
    for (int i = 0; i < ordered.size(); i++) {
      if (taken.contains(i) && !isSaved(attempted.get(i))) {
        refused.add(ordered.get(i));
      } else {
        ordered.get(i).savedAs(1);
      }
    }
    return refused;
  }

  private Set<Integer> insertMany(Class<?> type, List<Change> attempted) {
    List<Document> documents = attempted.stream().map(Change::toInsert).toList();
    return write(
        type,
        collection -> {
          try {
            collection.insertMany(documents, new InsertManyOptions().ordered(false));
            return Set.of();
          } catch (MongoBulkWriteException partly) {
            if (!partly.getWriteErrors().stream().allMatch(AggregateStore::isDuplicate)
                || partly.getWriteConcernError() != null) {
              throw partly;
            }
            return partly.getWriteErrors().stream()
                .map(BulkWriteError::getIndex)
                .collect(Collectors.toSet());
          }
        });
  }

  private static boolean isDuplicate(BulkWriteError error) {
    return error.getCategory() == ErrorCategory.DUPLICATE_KEY;
  }

  /**
   * Saves many changes of aggregates of one type in one command, each under the condition of {@link
   * #update}.
   *
   * @return how many were saved; the others lost a race and are to be read again
   */
  public int updateAll(Collection<? extends Aggregate> aggregates) {
    if (aggregates.isEmpty()) {
      return 0;
    }
    List<Change> attempted = aggregates.stream().map(changes::of).toList();
    Class<?> type = attempted.get(0).aggregate().getClass();
    Publication publication = kind(type).publication();
    List<UpdateOneModel<Document>> updates =
        attempted.stream()
            .map(
                change ->
                    new UpdateOneModel<Document>(
                        change.condition(publication, settings),
                        change.toUpdate(publication, settings)))
            .toList();
    BulkWriteResult result;
    try {
      result =
          write(
              type,
              collection -> collection.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
    } finally {
      tell(attempted);
    }
    List<Change> saved =
        result.getMatchedCount() == attempted.size() ? attempted : saved(type, attempted);
    saved.forEach(change -> change.aggregate().savedAs(change.aggregate().nextVersion()));
    return saved.size();
  }

  private List<Change> saved(Class<?> type, List<Change> attempted) {
    Set<String> found = new HashSet<>();
    write(
        type,
        collection ->
            collection
                .find(Filters.in("_id", attempted.stream().map(c -> c.aggregate().id()).toList()))
                .projection(Projections.include(Change.CHANGE_ID))
                .map(document -> document.getString(Change.CHANGE_ID))
                .into(found));
    return attempted.stream().filter(change -> found.contains(change.id())).toList();
  }

  /** Who was there first: an earlier attempt of the same request, or somebody else. */
  private <T extends Aggregate> T createdBefore(T aggregate) {
    IdempotencyKey key = aggregate.idempotencyKey();
    if (key == null) {
      throw new AggregateExists(aggregate.id());
    }
    Document document =
        find(
            aggregate.getClass(),
            Filters.and(
                Filters.eq("idempotencyKey.scope", key.scope()),
                Filters.eq("idempotencyKey.key", key.key())));
    if (document == null) {
      throw new AggregateExists(aggregate.id());
    }
    @SuppressWarnings("unchecked")
    T existing = (T) mongo.getConverter().read(aggregate.getClass(), document);
    if (!key.equals(existing.idempotencyKey())) {
      throw new IdempotencyKeyReused(key);
    }
    return existing;
  }

  private void refuse(Change change) {
    Aggregate aggregate = change.aggregate();
    Document current = find(aggregate.getClass(), Filters.eq("_id", aggregate.id()));
    if (current == null || !current.getLong(Change.VERSION).equals(aggregate.version())) {
      throw new StaleVersion(aggregate.id(), aggregate.version());
    }
    throw new OutboxFull(aggregate.id(), settings.maxPending());
  }

  /** Looks whether a write whose answer was lost was made all the same. */
  private void confirm(Change change, RuntimeException failure) {
    tell(List.of(change));
    if (failure instanceof StaleVersion || PassingFaults.isPassing(failure)) {
      try {
        if (isSaved(change)) {
          return;
        }
      } catch (RuntimeException unanswered) {
        failure.addSuppressed(unanswered);
      }
    }
    throw failure;
  }

  private boolean isSaved(Change change) {
    return find(
            change.aggregate().getClass(),
            Filters.and(
                Filters.eq("_id", change.aggregate().id()),
                Filters.eq(Change.CHANGE_ID, change.id())))
        != null;
  }

  private @Nullable Document find(Class<?> type, Bson filter) {
    return mongo.execute(type, collection -> collection.find(filter).first());
  }

  private <R> R write(Class<?> type, Write<R> write) {
    R result = mongo.execute(type, write::on);
    if (result == null) {
      throw new IllegalStateException("a write has a result");
    }
    return result;
  }

  private interface Write<R> {
    R on(MongoCollection<Document> collection);
  }
}
