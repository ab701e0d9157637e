package com.storefront.fulfillment.order;

import com.storefront.events.order.OrderStatusType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.mongodb.repository.Meta;
import org.springframework.data.mongodb.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads fulfillments; {@code AggregateStore} writes them. */
public interface Fulfillments extends Repository<Fulfillment, String>, FulfillmentQueries {

  /** The limit up to which {@link #findNext} needs one round trip. */
  int BATCH = 500;

  Optional<Fulfillment> findById(String id);

  List<Fulfillment> findAllById(Iterable<String> ids);

  List<Fulfillment> findByOrderById(Limit limit);

  @Query(value = "{status: 'ON_HOLD', holdReportedAt: {$exists: true}}", count = true)
  long countHeldTooLong();

  @Query(value = "{'bookings.open.stuckSince': {$exists: true}}", count = true)
  long countStuck();

  /** The next fulfillments of one status and these recipients, after one id and up to another. */
  @Query(
      value = "{status: ?0, 'recipient.contact.email': {$in: ?1}, _id: {$gt: ?2, $lte: ?3}}",
      sort = "{_id: 1}")
  @Meta(cursorBatchSize = BATCH)
  List<Fulfillment> findNext(
      OrderStatusType status, Collection<String> emails, String after, String upTo, Limit limit);
}
