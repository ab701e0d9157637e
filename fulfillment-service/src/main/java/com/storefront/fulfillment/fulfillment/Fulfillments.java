package com.storefront.fulfillment.fulfillment;

import com.storefront.events.OrderStatusType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.repository.Meta;
import org.springframework.data.mongodb.repository.Query;
import org.springframework.data.repository.Repository;

/** The orders under fulfillment, to read; the aggregate store writes them. */
interface Fulfillments extends Repository<Fulfillment, String> {

  Optional<Fulfillment> findById(String id);

  List<Fulfillment> findAllById(Iterable<String> ids);

  Page<Fulfillment> findByOrderById(Pageable pageable);

  Page<Fulfillment> findByStatusOrderById(OrderStatusType status, Pageable pageable);

  List<Fulfillment> findBy(Sort sort, Limit limit);

  /** The next of one status by id; pages through any number without skipping over them. */
  @Query("{status: ?0, _id: {$gt: ?1, $lte: ?2}}")
  @Meta(cursorBatchSize = BulkAdvance.BATCH)
  List<Fulfillment> findNext(
      OrderStatusType status, String after, String upTo, Sort sort, Limit limit);
}
