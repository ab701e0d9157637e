package com.storefront.orders.order;

import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.query.Keyset;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;

/** The queries of {@link Orders} that cannot be derived from a method name. */
public interface OrderQueries {

  /** By time, because guids are random; the guid decides between equal times. */
  Sort NEWEST_FIRST = Sort.by(Sort.Order.desc("placedAt"), Sort.Order.asc("id"));

  /** A page of the orders that match the filter, in the given order, with their number. */
  Page<Order> findPage(Filter filter, Pageable pageable);

  /** A page of the orders that match the filter, after a known order. */
  Window<Order> findWindow(Filter filter, Keyset keyset);

  /**
   * All orders that match the filter, in the given order, read while they are used.
   *
   * @return must be closed
   */
  Stream<Order> stream(Filter filter, Sort sort);

  /** The newest orders of each of these customers, by customer; one query. */
  Map<String, List<Order>> findNewest(Collection<String> customerIds, int ordersPerCustomer);

  /** The number of orders with this status, counted up to a limit. */
  long count(OrderStatusType status, int limit);

  /**
   * Which orders are read; null for all.
   *
   * @param statuses any of these; null or empty for all
   * @param email of the recipient, in any case
   * @param placedFrom inclusive
   * @param placedBefore exclusive
   * @param currency of the total
   * @param totalFrom inclusive
   * @param totalTo inclusive
   */
  record Filter(
      @Nullable Set<OrderStatusType> statuses,
      @Nullable String customerId,
      @Nullable String email,
      @Nullable Instant placedFrom,
      @Nullable Instant placedBefore,
      @Nullable String currency,
      @Nullable BigDecimal totalFrom,
      @Nullable BigDecimal totalTo) {

    /** All orders of a customer. */
    public static Filter ofCustomer(String customerId) {
      return new Filter(null, customerId, null, null, null, null, null, null);
    }
  }
}
