package com.storefront.accounts.customer;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Collation;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** The customers that are not deleted, in the order in which they came. */
@Repository
class Customers {

  /** The collation of the indexes; a search with another one would not use them. */
  static final String CASE_INSENSITIVE = "{'locale': 'en', 'strength': 2}";

  private static final Sort OLDEST_FIRST = Sort.by("_id");

  private final MongoOperations mongo;

  Customers(MongoOperations mongo) {
    this.mongo = mongo;
  }

  Optional<Customer> find(String id) {
    return Optional.ofNullable(mongo.findById(id, Customer.class))
        .filter(customer -> !customer.isDeleted());
  }

  Page<Customer> page(CustomerFilter filter, Pageable page) {
    long total =
        mongo.count(matching(filter).collation(Collation.parse(CASE_INSENSITIVE)), Customer.class);
    Query query = matching(filter).with(page).with(OLDEST_FIRST);
    if (filter.email() != null || filter.lastName() != null) {
      query.collation(Collation.parse(CASE_INSENSITIVE));
    }
    return new PageImpl<>(mongo.find(query, Customer.class), page, total);
  }

  List<Customer> first(int count) {
    return mongo.find(
        matching(new CustomerFilter(null, null)).with(OLDEST_FIRST).limit(count), Customer.class);
  }

  private static Query matching(CustomerFilter filter) {
    Query query = Query.query(where("deletedAt").isNull());
    if (filter.email() != null) {
      query.addCriteria(where("contact.email").is(filter.email()));
    }
    if (filter.lastName() != null) {
      query.addCriteria(where("name.lastName").is(filter.lastName()));
    }
    return query;
  }
}
