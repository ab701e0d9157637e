package com.storefront.accounts.customer;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.storefront.messaging.query.CaseInsensitive;
import com.storefront.messaging.query.Keyset;
import com.storefront.messaging.query.NumberedPages;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

class CustomerQueriesImpl implements CustomerQueries {

  /** Follows every other character in a collation: UTS 35, part 5, section 1.4. */
  private static final String LAST_CHARACTER = "\uFFFF";

  private final MongoOperations mongo;

  CustomerQueriesImpl(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public Page<Customer> findPage(Filter filter, Pageable pageable) {
    return NumberedPages.find(mongo, query(filter, pageable.getSort()), pageable, Customer.class);
  }

  @Override
  public Window<Customer> findWindow(Filter filter, Keyset keyset) {
    return keyset.find(mongo, query(filter, keyset.sort()), Customer.class);
  }

  @Override
  public Stream<Customer> stream(Filter filter, Sort sort) {
    return mongo.stream(query(filter, sort).with(sort), Customer.class);
  }

  private static Query query(Filter filter, Sort sort) {
    Criteria criteria = where("deletedAt").isNull();
    if (filter.email() != null) {
      criteria.and("contact.email").is(filter.email());
    }
    if (filter.lastName() != null) {
      criteria.and("name.lastName").is(filter.lastName());
    }
    if (filter.lastNamePrefix() != null) {
      String prefix = filter.lastNamePrefix();
      criteria.and("name.lastName").gte(prefix).lt(prefix + LAST_CHARACTER);
    }
    if (filter.city() != null) {
      criteria.and("addresses.city").is(filter.city());
    }
    Query query = Query.query(criteria);
    if (filter.email() != null) {
      query.withHint("email"); // else few customers with another value may be sorted in memory
    }
    boolean allById = filter.equals(Filter.NONE) && sort.toList().size() == 1;
    return allById
        ? query
        : query.collation(CaseInsensitive.COLLATION); // ids are compared as they are
  }
}
