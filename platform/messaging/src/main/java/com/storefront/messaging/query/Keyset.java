package com.storefront.messaging.query;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * A page of a sorted list that begins after a known item. With an index in the order of the sort,
 * or in the reverse order, every page costs the same.
 *
 * <p>{@code MongoTemplate.scroll} combines the ranges by {@code $or}, for which MongoDB often
 * chooses two indexes and sorts in memory. It also sorts equal values always by the ascending id,
 * so that an index serves one direction only.
 *
 * @param sort the sorted property and the id; neither is ever null
 * @param after the values of these properties in the last item before the page, by property; empty
 *     for the first page
 * @param size the largest number of items
 */
public record Keyset(Sort sort, Map<String, Object> after, int size) {

  /**
   * Finds the page of the documents that match the filter. The first query is for documents that
   * differ from the known item in the last property only, the next one for those that differ in the
   * property before, and so on: each reads one range of the index.
   */
  public <T> Window<T> find(MongoOperations mongo, Query filter, Class<T> type) {
    List<T> found = new ArrayList<>();
    List<Sort.Order> orders = sort.toList();
    for (int equal = after.isEmpty() ? 0 : orders.size() - 1; equal >= 0; equal--) {
      int missing = size + 1 - found.size();
      if (missing > 0) {
        Query query = Query.of(filter).with(Sort.by(orders.subList(equal, orders.size())));
        if (!after.isEmpty()) {
          query.addCriteria(new Criteria().andOperator(range(orders, equal)));
        }
        found.addAll(mongo.find(query.limit(missing), type));
      }
    }
    return Window.from(
        found.subList(0, Math.min(size, found.size())),
        index -> position(found.get(index)),
        found.size() > size);
  }

  /** Documents with the same value of so many properties that follow in the next one. */
  private Criteria range(List<Sort.Order> orders, int equal) {
    Criteria range = new Criteria();
    orders.subList(0, equal).forEach(it -> range.and(it.getProperty()).is(value(it)));
    Sort.Order next = orders.get(equal);
    Criteria following = range.and(next.getProperty());
    return next.isAscending() ? following.gt(value(next)) : following.lt(value(next));
  }

  private Object value(Sort.Order order) {
    return requireNonNull(after.get(order.getProperty()));
  }

  private ScrollPosition position(Object item) {
    var fields = PropertyAccessorFactory.forDirectFieldAccess(item);
    Map<String, Object> keys = new LinkedHashMap<>();
    sort.forEach(it -> keys.put(it.getProperty(), fields.getPropertyValue(it.getProperty())));
    return ScrollPosition.forward(keys);
  }
}
