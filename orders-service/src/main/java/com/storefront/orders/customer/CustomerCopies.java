package com.storefront.orders.customer;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import com.storefront.messaging.consumer.ReceivedEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Writes the copies of the customers. The event with the highest sequence wins, in whatever order
 * events arrive. The event that was applied last is applied again when it is repeated, so that
 * republishing repairs a damaged copy.
 *
 * <p>Of a deleted customer the id and the newest event's sequence, id and position are kept, so
 * that an older event that arrives late does not restore the customer.
 */
@Component
class CustomerCopies {

  private static final String CONTRADICTION = "another event already has this sequence";

  private final MongoOperations mongo;

  CustomerCopies(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Applies the newest event of each customer in one command; rejects contradicting events. */
  void apply(EventBatch<CustomerChangeEvent> batch) {
    Map<String, Applied> applied = findApplied(batch.bySubject().keySet());
    Map<String, ReceivedEvent<CustomerChangeEvent>> newest = new LinkedHashMap<>();
    for (ReceivedEvent<CustomerChangeEvent> event : batch) {
      Applied last = applied.get(event.subject());
      if (last != null && last.contradicts(event)) {
        batch.reject(event, CONTRADICTION);
      } else if (last == null || last.sequence() <= event.sequence()) {
        newest.put(event.subject(), event);
        applied.put(event.subject(), Applied.of(event));
      }
    }
    if (!newest.isEmpty()) {
      write(List.copyOf(newest.values()), batch);
    }
  }

  /**
   * A duplicate key shows only that the customer exists: the update is repeated without insertion.
   * If it then matches nothing, the copy is newer.
   */
  private void write(
      List<ReceivedEvent<CustomerChangeEvent>> events, EventBatch<CustomerChangeEvent> batch) {
    BulkOperations bulk = mongo.bulkOps(BulkMode.UNORDERED, Customer.class);
    events.forEach(event -> bulk.upsert(unlessNewer(event), update(event)));
    try {
      bulk.execute();
    } catch (BulkOperationException failure) {
      if (!hasOnlyDuplicateKeys(failure)) {
        throw failure;
      }
      failure.getErrors().forEach(error -> update(events.get(error.getIndex()), batch));
    }
  }

  private static boolean hasOnlyDuplicateKeys(BulkOperationException failure) {
    boolean durable =
        failure.getCause() instanceof MongoBulkWriteException cause
            && cause.getWriteConcernError() == null;
    return durable
        && failure.getErrors().stream()
            .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
  }

  private void update(
      ReceivedEvent<CustomerChangeEvent> event, EventBatch<CustomerChangeEvent> batch) {
    var result = mongo.updateFirst(unlessNewer(event), update(event), Customer.class);
    if (result.getMatchedCount() == 0) {
      Applied last = findApplied(List.of(event.subject())).get(event.subject());
      if (last != null && last.contradicts(event)) {
        batch.reject(event, CONTRADICTION);
      }
    }
  }

  private static Query unlessNewer(ReceivedEvent<CustomerChangeEvent> event) {
    return Query.query(
        Criteria.where("id")
            .is(event.subject())
            .orOperator(
                Criteria.where("sequence").lt(event.sequence()),
                Criteria.where("sequence")
                    .is(event.sequence())
                    .and("eventId")
                    .is(event.eventId())));
  }

  private static Update update(ReceivedEvent<CustomerChangeEvent> event) {
    Update update =
        new Update()
            .set("sequence", event.sequence())
            .set("eventId", event.eventId())
            .set("position", event.position());
    if (event.isTombstone()) {
      return update
          .set("deletedAt", event.time())
          .unset("name")
          .unset("contact")
          .unset("addresses");
    }
    return update
        .set("name", event.event().name())
        .set("contact", event.event().contact())
        .set("addresses", event.event().addresses())
        .unset("deletedAt");
  }

  /** The event that made the copy of this customer what it is; empty if there is no copy. */
  Optional<AppliedEvent> applied(String id) {
    return findApplied(List.of(id)).values().stream()
        .map(it -> new AppliedEvent(it.sequence(), it.eventId(), it.position()))
        .findFirst();
  }

  private Map<String, Applied> findApplied(Collection<String> ids) {
    Query query = Query.query(Criteria.where("id").in(ids));
    query.fields().include("sequence", "eventId", "position");
    Map<String, Applied> applied = new HashMap<>();
    mongo
        .find(query, Applied.class, mongo.getCollectionName(Customer.class))
        .forEach(each -> applied.put(each.id(), each));
    return applied;
  }

  /** The event that made a copy what it is. */
  private record Applied(
      @MongoId String id, long sequence, String eventId, @Nullable String position) {

    static Applied of(ReceivedEvent<?> event) {
      return new Applied(event.subject(), event.sequence(), event.eventId(), event.position());
    }

    boolean contradicts(ReceivedEvent<?> event) {
      return sequence == event.sequence() && !eventId.equals(event.eventId());
    }
  }
}
