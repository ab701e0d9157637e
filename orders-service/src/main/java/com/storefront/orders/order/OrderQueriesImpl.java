package com.storefront.orders.order;

import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.query.CaseInsensitive;
import com.storefront.messaging.query.Keyset;
import com.storefront.messaging.query.NumberedPages;
import com.storefront.orders.customer.Customer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.util.CollectionUtils;

class OrderQueriesImpl implements OrderQueries {

  private final MongoOperations mongo;

  OrderQueriesImpl(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public Page<Order> findPage(Filter filter, Pageable pageable) {
    return NumberedPages.find(mongo, query(filter), pageable, Order.class);
  }

  @Override
  public Window<Order> findWindow(Filter filter, Keyset keyset) {
    return keyset.find(mongo, query(filter), Order.class);
  }

  @Override
  public Stream<Order> stream(Filter filter, Sort sort) {
    return mongo.stream(query(filter).with(sort), Order.class);
  }

  private static Query query(Filter filter) {
    Criteria criteria = new Criteria();
    if (filter.customerId() != null) {
      criteria.and("customerId").is(filter.customerId());
    }
    if (!CollectionUtils.isEmpty(filter.statuses())) {
      criteria.and("status").in(filter.statuses());
    }
    if (filter.placedFrom() != null || filter.placedBefore() != null) {
      Criteria placedAt = criteria.and("placedAt");
      Optional.ofNullable(filter.placedFrom()).ifPresent(placedAt::gte);
      Optional.ofNullable(filter.placedBefore()).ifPresent(placedAt::lt);
    }
    if (filter.currency() != null) {
      Criteria currency = criteria.and("currency");
      if (filter.currency().equals("USD")) {
        currency.in(filter.currency(), null); // orders of earlier versions have no currency
      } else {
        currency.is(filter.currency());
      }
    }
    if (filter.totalFrom() != null || filter.totalTo() != null) {
      Criteria total = criteria.and("total");
      Optional.ofNullable(filter.totalFrom()).ifPresent(total::gte);
      Optional.ofNullable(filter.totalTo()).ifPresent(total::lte);
    }
    if (filter.email() == null) {
      return Query.query(criteria);
    }
    return Query.query(criteria.and("recipient.contact.email").is(filter.email()))
        .collation(CaseInsensitive.COLLATION);
  }

  @Override
  public Map<String, List<Order>> findNewest(
      Collection<String> customerIds, int ordersPerCustomer) {
    String lookup =
        """
        {$lookup: {from: '%s', localField: '_id', foreignField: 'customerId', as: 'orders',
            pipeline: [{$sort: {placedAt: -1, _id: 1}}, {$limit: %d}]}}"""
            .formatted(mongo.getCollectionName(Order.class), ordersPerCustomer);
    // Typed, so that a customer id that looks like an ObjectId stays a string.
    Aggregation perCustomer =
        Aggregation.newAggregation(
            Customer.class,
            Aggregation.match(Criteria.where("id").in(customerIds)),
            Aggregation.stage(lookup),
            Aggregation.stage("{$project: {orders: 1}}"));
    return mongo
        .aggregate(perCustomer, mongo.getCollectionName(Customer.class), NewestOrders.class)
        .getMappedResults()
        .stream()
        .collect(Collectors.toMap(NewestOrders::id, NewestOrders::orders));
  }

  @Override
  public long count(OrderStatusType status, int limit) {
    return mongo.count(Query.query(Criteria.where("status").is(status)).limit(limit), Order.class);
  }

  private record NewestOrders(@MongoId String id, List<Order> orders) {}
}
