package com.storefront.fulfillment.fulfillment;

import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.StaleVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;

/**
 * What can be done with orders under fulfillment.
 *
 * <p>Each command takes the caller's check of the version that it is about to change; the check
 * throws, and nothing is changed. A command that loses a race throws {@link StaleVersion}.
 */
@Service
public class FulfillmentManagement {

  private static final Sort BY_ID = Sort.by("id");

  private final Fulfillments fulfillments;
  private final AggregateStore store;
  private final BulkAdvance bulk;
  private final Clock clock;

  FulfillmentManagement(
      Fulfillments fulfillments, AggregateStore store, BulkAdvance bulk, Clock clock) {
    this.fulfillments = fulfillments;
    this.store = store;
    this.bulk = bulk;
    this.clock = clock;
  }

  /** Empty if that order never came here. */
  public Optional<Fulfillment> find(String id) {
    return fulfillments.findById(id);
  }

  /**
   * @throws FulfillmentNotFound if that order never came here
   */
  public Fulfillment fulfillment(String id) {
    return find(id).orElseThrow(() -> new FulfillmentNotFound(id));
  }

  /**
   * A page of the orders under fulfillment, by id.
   *
   * @param status null for all
   */
  public Page<Fulfillment> page(@Nullable OrderStatusType status, Pageable pageable) {
    return status == null
        ? fulfillments.findByOrderById(pageable)
        : fulfillments.findByStatusOrderById(status, pageable);
  }

  public List<Fulfillment> first(int limit) {
    return fulfillments.findBy(BY_ID, Limit.of(limit));
  }

  public Fulfillment process(String id, LongConsumer expected, @Nullable String note) {
    return change(id, expected, (it, now) -> it.process(now, note));
  }

  public Fulfillment ship(
      String id, LongConsumer expected, ShippingMethod method, @Nullable String note) {
    return change(id, expected, (it, now) -> it.ship(method, now, note));
  }

  public Fulfillment putInTransit(String id, LongConsumer expected, @Nullable String note) {
    return change(id, expected, (it, now) -> it.putInTransit(now, note));
  }

  public Fulfillment receive(String id, LongConsumer expected, @Nullable String note) {
    return change(id, expected, (it, now) -> it.receive(now, note));
  }

  public Fulfillment hold(String id, LongConsumer expected, @Nullable String note) {
    return change(id, expected, (it, now) -> it.hold(now, note));
  }

  public Fulfillment release(String id, LongConsumer expected, @Nullable String note) {
    return change(id, expected, (it, now) -> it.release(now, note));
  }

  public Fulfillment cancel(String id, LongConsumer expected, @Nullable String note) {
    return change(id, expected, (it, now) -> it.cancel(now, note));
  }

  public Fulfillment takeBack(String id, LongConsumer expected, @Nullable String note) {
    return change(id, expected, (it, now) -> it.takeBack(now, note));
  }

  public Advanced processAll() {
    return bulk.advance(OrderStatusType.APPROVED, it -> it.process(now(), null));
  }

  public Advanced shipAll(Supplier<ShippingMethod> choice) {
    return bulk.advance(OrderStatusType.PROCESSING, it -> it.ship(choice.get(), now(), null));
  }

  public Advanced putAllInTransit() {
    return bulk.advance(OrderStatusType.SHIPPED, it -> it.putInTransit(now(), null));
  }

  public Advanced receiveAll() {
    return bulk.advance(OrderStatusType.IN_TRANSIT, it -> it.receive(now(), null));
  }

  private Fulfillment change(
      String id, LongConsumer expected, BiConsumer<Fulfillment, Instant> command) {
    Fulfillment fulfillment = fulfillment(id);
    expected.accept(fulfillment.version());
    command.accept(fulfillment, now());
    store.update(fulfillment);
    return fulfillment;
  }

  private Instant now() {
    return clock.instant();
  }
}
