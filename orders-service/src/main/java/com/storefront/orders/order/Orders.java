package com.storefront.orders.order;

import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.IdempotencyKey;
import com.storefront.orders.customer.Customer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.support.PageableExecutionUtils;
import org.springframework.stereotype.Repository;

/** Finds orders; they are written through the {@code AggregateStore} only. */
@Repository
public class Orders {

  /** By time of placing, since guids are random; the guid decides between equal times. */
  private static final Sort NEWEST_FIRST =
      Sort.by(Sort.Order.desc("placedAt"), Sort.Order.asc("id"));

  private static final int CURSOR_BATCH = 500;

  private final MongoOperations mongo;

  Orders(MongoOperations mongo) {
    this.mongo = mongo;
  }

  public Optional<Order> find(String guid) {
    return Optional.ofNullable(mongo.findById(guid, Order.class));
  }

  List<Order> findAll(Collection<String> guids) {
    return mongo.find(Query.query(Criteria.where("id").in(guids)), Order.class);
  }

  /** The order that a request of this name and content placed before. */
  Optional<Order> placedBefore(IdempotencyKey key) {
    Criteria same =
        Criteria.where("idempotencyKey.scope")
            .is(key.scope())
            .and("idempotencyKey.key")
            .is(key.key())
            .and("idempotencyKey.digest")
            .is(key.digest());
    return Optional.ofNullable(mongo.findOne(Query.query(same), Order.class));
  }

  /**
   * A page of orders, the newest first.
   *
   * @param customerId null for those of all customers
   * @param status null for those of any status
   */
  public Page<Order> page(
      @Nullable String customerId, @Nullable OrderStatusType status, Pageable pageable) {
    Criteria wanted = new Criteria();
    if (customerId != null) {
      wanted.and("customerId").is(customerId);
    }
    if (status != null) {
      wanted.and("status").is(status);
    }
    return PageableExecutionUtils.getPage(
        mongo.find(Query.query(wanted).with(pageable).with(NEWEST_FIRST), Order.class),
        pageable,
        () -> mongo.count(Query.query(wanted), Order.class));
  }

  /** How many orders have this status, counted no further than to a limit. */
  long count(OrderStatusType status, int most) {
    return mongo.count(Query.query(Criteria.where("status").is(status)).limit(most), Order.class);
  }

  /** When the oldest order with this status was placed. */
  Optional<Instant> firstPlaced(OrderStatusType status) {
    Query oldest =
        Query.query(Criteria.where("status").is(status))
            .with(Sort.by(Sort.Order.asc("placedAt")))
            .limit(1);
    oldest.fields().include("placedAt");
    return Optional.ofNullable(
            mongo.findOne(oldest, Document.class, mongo.getCollectionName(Order.class)))
        .map(order -> order.getDate("placedAt").toInstant());
  }

  /** The newest orders of each of these customers, in one query however many they are. */
  public Map<String, List<Order>> newest(Collection<String> customerIds, int each) {
    String lookup =
        """
        {$lookup: {from: '%s', localField: '_id', foreignField: 'customerId', as: 'orders',
            pipeline: [{$sort: {placedAt: -1, _id: 1}}, {$limit: %d}]}}"""
            .formatted(mongo.getCollectionName(Order.class), each);
    // Of customers, so that an id which looks like an ObjectId is not taken for one.
    Aggregation perCustomer =
        Aggregation.newAggregation(
            Customer.class,
            Aggregation.match(Criteria.where("id").in(customerIds)),
            Aggregation.stage(lookup),
            Aggregation.stage("{$project: {orders: 1}}"));
    return mongo
        .aggregate(perCustomer, mongo.getCollectionName(Customer.class), OrdersOfOne.class)
        .getMappedResults()
        .stream()
        .collect(Collectors.toMap(OrdersOfOne::id, OrdersOfOne::orders));
  }

  /** All undecided orders placed until then, one by one; to be closed. */
  Stream<Order> undecided(Instant until) {
    Query query =
        Query.query(Criteria.where("status").is(OrderStatusType.CREATED).and("placedAt").lte(until))
            .with(NEWEST_FIRST)
            .cursorBatchSize(CURSOR_BATCH);
    return mongo.stream(query, Order.class);
  }

  private record OrdersOfOne(@MongoId String id, List<Order> orders) {}
}
