package com.storefront.fulfillment.order;

import com.storefront.events.order.OrderStatusType;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.messaging.query.Keyset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;

/** The queries of {@link Fulfillments} that cannot be derived from a method name. */
public interface FulfillmentQueries {

  /** By time, because guids are random; the guid decides between equal times. */
  Sort NEWEST_FIRST = Sort.by(Sort.Order.desc("requestedAt"), Sort.Order.asc("id"));

  /** A page of the fulfillments that match the filter, with their number. */
  Page<Fulfillment> findPage(Filter filter, Pageable pageable);

  /** A page of the fulfillments that match the filter, after a known fulfillment. */
  Window<Fulfillment> findWindow(Filter filter, Keyset keyset);

  /**
   * Which fulfillments are read; null for all.
   *
   * @param statuses any of these; null or empty for all
   * @param carrier in any case; shipments of earlier versions have a shipping method only
   * @param heldTooLong true for those that are on hold for too long; false for all
   * @param stuck true for those whose booking is stuck; false for all
   */
  record Filter(
      @Nullable Set<OrderStatusType> statuses,
      @Nullable String customerId,
      @Nullable ShippingMethod shippingMethod,
      @Nullable String carrier,
      boolean heldTooLong,
      boolean stuck) {}
}
