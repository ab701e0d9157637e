package com.storefront.orders.order;

import com.storefront.events.OrderStatusType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
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

  /**
   * A page of orders, the newest first.
   *
   * @param customerId null for those of all customers
   * @param status null for those of any status
   */
  public Page<Order> page(
      @Nullable String customerId, @Nullable OrderStatusType status, int page, int size) {
    Criteria wanted = new Criteria();
    if (customerId != null) {
      wanted.and("customerId").is(customerId);
    }
    if (status != null) {
      wanted.and("status").is(status);
    }
    Pageable pageable = PageRequest.of(page, size, NEWEST_FIRST);
    return PageableExecutionUtils.getPage(
        mongo.find(Query.query(wanted).with(pageable), Order.class),
        pageable,
        () -> mongo.count(Query.query(wanted), Order.class));
  }

  /** All undecided orders placed until then, one by one; to be closed. */
  Stream<Order> undecided(Instant until) {
    Query query =
        Query.query(Criteria.where("status").is(OrderStatusType.CREATED).and("placedAt").lte(until))
            .with(NEWEST_FIRST)
            .cursorBatchSize(CURSOR_BATCH);
    return mongo.stream(query, Order.class);
  }
}
