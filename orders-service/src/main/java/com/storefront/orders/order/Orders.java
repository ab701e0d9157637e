package com.storefront.orders.order;

import com.storefront.events.order.OrderStatusType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.data.mongodb.repository.Meta;
import org.springframework.data.mongodb.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads orders; {@code AggregateStore} writes them. */
public interface Orders extends Repository<Order, String>, OrderQueries {

  Optional<Order> findById(String guid);

  List<Order> findByIdIn(Collection<String> guids);

  Optional<Order> findFirstByHistoryStatusOrderByPlacedAtAsc(OrderStatusType status);

  /** Orders of these customers that do not know of the customer's deletion. */
  @Query("{customerId: {$in: ?0}, customerDeletedAt: null}")
  List<Order> findUninformed(Collection<String> customerIds, Limit limit);

  /** The orders of these customers with this status, the newest first; the caller closes it. */
  @Meta(cursorBatchSize = 500)
  Stream<Order> streamByHistoryStatusAndRecipientContactEmailInOrderByPlacedAtDesc(
      OrderStatusType status, Collection<String> emails);
}
