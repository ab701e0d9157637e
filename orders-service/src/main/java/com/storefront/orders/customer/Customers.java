package com.storefront.orders.customer;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.storefront.events.CustomerChangeEvent;
import com.storefront.messaging.PassingFaults;
import com.storefront.messaging.follower.Fact;
import com.storefront.messaging.follower.Facts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.UncategorizedMongoDbException;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.data.support.PageableExecutionUtils;
import org.springframework.stereotype.Repository;

/**
 * The copies of the customers: the newest state told wins, however late or often it comes.
 *
 * <p>A deleted customer leaves id, sequence and event id behind, so that a late older state can't
 * bring them back, and is not found.
 */
@Repository
public class Customers {

  private static final Sort BY_ID = Sort.by("id");

  static final String COLLECTION = "customers";

  private static final String CONTRADICTION = "another event told this sequence before";
  private static final int CURSOR_BATCH = 100;

  private final MongoOperations mongo;

  Customers(MongoOperations mongo) {
    this.mongo = mongo;
  }

  public Optional<Customer> find(String id) {
    Query query = Query.query(known().and("id").is(id));
    return Optional.ofNullable(read(() -> mongo.findOne(query, Customer.class)));
  }

  public boolean contains(String id) {
    Query query = Query.query(known().and("id").is(id));
    return read(() -> mongo.exists(query, Customer.class));
  }

  /** A page of the known customers, by id. */
  public Page<Customer> page(Pageable pageable) {
    Query query = Query.query(known());
    return PageableExecutionUtils.getPage(
        read(() -> mongo.find(Query.of(query).with(pageable).with(BY_ID), Customer.class)),
        pageable,
        () -> read(() -> mongo.count(query, Customer.class)));
  }

  /**
   * All customers, one by one; to be closed. Fails if a rebuild takes the copies away meanwhile.
   */
  public Stream<Customer> all() {
    return mongo.stream(
        Query.query(known()).with(BY_ID).cursorBatchSize(CURSOR_BATCH), Customer.class);
  }

  /** A rebuild takes the copies away under whoever reads them: the new ones are there at once. */
  private static <T extends @Nullable Object> T read(Supplier<T> read) {
    try {
      return read.get();
    } catch (UncategorizedMongoDbException failure) {
      if (failure.getMostSpecificCause() instanceof MongoException cause
          && cause.getCode() == PassingFaults.QUERY_PLAN_KILLED) {
        return read.get();
      }
      throw failure;
    }
  }

  /** The copies as they are stored, or others beside them. */
  MongoCollection<Document> stored(String collection) {
    return mongo.getCollection(collection);
  }

  private static Criteria known() {
    return Criteria.where("deletedAt").isNull();
  }

  /** Takes over what accounts tells; states older than the one kept are passed over. */
  void keep(Facts<CustomerChangeEvent> facts) {
    keep(facts, COLLECTION);
  }

  /** Takes it over into a collection that may one day be the one that is read. */
  void keep(Facts<CustomerChangeEvent> facts, String collection) {
    Map<String, Kept> kept = kept(facts.bySubject().keySet(), collection);
    Map<String, Fact<CustomerChangeEvent>> newest = new LinkedHashMap<>();
    for (Fact<CustomerChangeEvent> fact : facts) {
      Kept present = kept.get(fact.subject());
      if (present != null && present.contradicts(fact)) {
        facts.reject(fact, CONTRADICTION);
      } else if (present == null || present.sequence() < fact.sequence()) {
        newest.merge(fact.subject(), fact, (known, told) -> newer(known, told, facts));
      }
    }
    write(List.copyOf(newest.values()), facts, collection);
  }

  private static Fact<CustomerChangeEvent> newer(
      Fact<CustomerChangeEvent> known,
      Fact<CustomerChangeEvent> told,
      Facts<CustomerChangeEvent> facts) {
    if (known.sequence() == told.sequence() && !known.eventId().equals(told.eventId())) {
      facts.reject(told, CONTRADICTION);
    }
    return told.sequence() > known.sequence() ? told : known;
  }

  /**
   * One unordered write. A duplicate key only says that the id exists: the item is repeated without
   * insertion, and only if that finds nothing either, something newer was kept meanwhile.
   */
  private void write(
      List<Fact<CustomerChangeEvent>> newest, Facts<CustomerChangeEvent> facts, String collection) {
    if (newest.isEmpty()) {
      return;
    }
    BulkOperations bulk = mongo.bulkOps(BulkMode.UNORDERED, Customer.class, collection);
    newest.forEach(fact -> bulk.upsert(ifOlder(fact), state(fact)));
    try {
      bulk.execute();
    } catch (BulkOperationException e) {
      if (!isOnlyDuplicates(e)) {
        throw e;
      }
      e.getErrors().forEach(error -> repeat(newest.get(error.getIndex()), facts, collection));
    }
  }

  /** Not if the writes were made, but may yet be rolled back. */
  private static boolean isOnlyDuplicates(BulkOperationException e) {
    boolean durable =
        e.getCause() instanceof MongoBulkWriteException cause
            && cause.getWriteConcernError() == null;
    return durable
        && e.getErrors().stream()
            .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
  }

  private void repeat(
      Fact<CustomerChangeEvent> fact, Facts<CustomerChangeEvent> facts, String collection) {
    if (mongo.updateFirst(ifOlder(fact), state(fact), Customer.class, collection).getMatchedCount()
        == 0) {
      Kept present = kept(List.of(fact.subject()), collection).get(fact.subject());
      if (present != null && present.contradicts(fact)) {
        facts.reject(fact, CONTRADICTION);
      }
    }
  }

  private static Query ifOlder(Fact<CustomerChangeEvent> fact) {
    return Query.query(Criteria.where("id").is(fact.subject()).and("sequence").lt(fact.sequence()));
  }

  private static Update state(Fact<CustomerChangeEvent> fact) {
    Update update = new Update().set("sequence", fact.sequence()).set("eventId", fact.eventId());
    if (fact.isTombstone()) {
      return update.set("deletedAt", fact.time()).unset("name").unset("contact").unset("addresses");
    }
    return update
        .set("name", fact.event().name())
        .set("contact", fact.event().contact())
        .set("addresses", fact.event().addresses())
        .unset("deletedAt");
  }

  private Map<String, Kept> kept(Collection<String> ids, String collection) {
    Query query = Query.query(Criteria.where("id").in(ids));
    query.fields().include("sequence", "eventId");
    return mongo.find(query, Kept.class, collection).stream()
        .collect(Collectors.toMap(Kept::id, kept -> kept));
  }

  /** Which state is kept, or that a deletion is. */
  private record Kept(@MongoId String id, long sequence, String eventId) {

    boolean contradicts(Fact<?> fact) {
      return sequence == fact.sequence() && !eventId.equals(fact.eventId());
    }
  }
}
