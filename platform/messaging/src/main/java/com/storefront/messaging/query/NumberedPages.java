package com.storefront.messaging.query;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.support.PageableExecutionUtils;

/** Pages by number, which count all matches and skip those of the pages before. */
public final class NumberedPages {

  private NumberedPages() {}

  /** Finds the page of the documents that match the filter. */
  public static <T> Page<T> find(
      MongoOperations mongo, Query filter, Pageable pageable, Class<T> type) {
    return PageableExecutionUtils.getPage(
        mongo.find(Query.of(filter).with(pageable), type),
        pageable,
        () -> mongo.count(filter, type));
  }
}
