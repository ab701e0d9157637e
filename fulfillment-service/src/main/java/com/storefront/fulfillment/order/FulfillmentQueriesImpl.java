package com.storefront.fulfillment.order;

import com.storefront.messaging.query.CaseInsensitive;
import com.storefront.messaging.query.Keyset;
import com.storefront.messaging.query.NumberedPages;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Window;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.util.CollectionUtils;

class FulfillmentQueriesImpl implements FulfillmentQueries {

  private final MongoOperations mongo;

  FulfillmentQueriesImpl(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public Page<Fulfillment> findPage(Filter filter, Pageable pageable) {
    return NumberedPages.find(mongo, query(filter), pageable, Fulfillment.class);
  }

  @Override
  public Window<Fulfillment> findWindow(Filter filter, Keyset keyset) {
    return keyset.find(mongo, query(filter), Fulfillment.class);
  }

  private static Query query(Filter filter) {
    Criteria criteria = new Criteria();
    if (filter.heldTooLong()) {
      criteria.and("holdReportedAt").exists(true);
    }
    if (filter.stuck()) {
      criteria.and("bookings.open.stuckSince").exists(true);
    }
    if (!CollectionUtils.isEmpty(filter.statuses())) {
      criteria.and("status").in(filter.statuses());
    }
    if (filter.customerId() != null) {
      criteria.and("customerId").is(filter.customerId());
    }
    if (filter.shippingMethod() != null) {
      criteria.and("shippingMethod").is(filter.shippingMethod());
    }
    if (filter.carrier() == null) {
      return Query.query(criteria);
    }
    return Query.query(criteria.and("carrier").is(filter.carrier()))
        .collation(CaseInsensitive.COLLATION);
  }
}
