package com.storefront.orders.customer;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.storefront.messaging.query.Keyset;
import com.storefront.messaging.query.NumberedPages;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Window;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

class CustomerQueriesImpl implements CustomerQueries {

  private final MongoOperations mongo;

  CustomerQueriesImpl(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public Page<Customer> findPage(Pageable pageable) {
    return NumberedPages.find(mongo, notDeleted(), pageable, Customer.class);
  }

  @Override
  public Window<Customer> findWindow(Keyset keyset) {
    return keyset.find(mongo, notDeleted(), Customer.class);
  }

  private static Query notDeleted() {
    return Query.query(where("deletedAt").isNull());
  }
}
