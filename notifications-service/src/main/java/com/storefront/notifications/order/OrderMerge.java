package com.storefront.notifications.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.messaging.consumer.EventDeserializer;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.notifications.stream.Applied;
import com.storefront.notifications.stream.EventProcessor;
import com.storefront.notifications.stream.Json;
import com.storefront.notifications.stream.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Merges the requests and the statuses of orders, and forwards each change with the id of the
 * customer as key.
 */
public abstract class OrderMerge<E> extends EventProcessor<E, OrderLine> {

  public static final String STORE = "orders";

  /**
   * How long a closed order is remembered, so that an older record does not open it again. A
   * request for an unknown order that is older is ignored: it was closed and forgotten.
   */
  static final Duration MEMORY = Duration.ofDays(90);

  private static final Duration CLEAN_UP_INTERVAL = Duration.ofHours(1);

  private @Nullable KeyValueStore<String, OrderState> orders;

  private OrderMerge(EventDeserializer<E> deserializer, Runnable deadLetters) {
    super(deserializer, deadLetters);
  }

  public static StoreBuilder<?> store() {
    return Json.store(STORE, OrderState.class);
  }

  /** Applies the requests, and removes orders that were closed long ago. */
  public static OrderMerge<FulfillmentRequestEvent> ofRequests(Runnable deadLetters) {
    return new OrderMerge<>(
        new EventDeserializer<>(
            "FulfillmentRequestEvent", FulfillmentRequestEvent.class, it -> it.order().guid()),
        deadLetters) {

      @Override
      public void init(ProcessorContext<String, Outcome<OrderLine>> context) {
        super.init(context);
        context.schedule(CLEAN_UP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, it -> cleanUp());
      }

      @Override
      protected @Nullable Applied applied(String guid) {
        return state(guid).request();
      }

      @Override
      protected void apply(ReceivedEvent<FulfillmentRequestEvent> event) {
        OrderState order = state(event.subject());
        OrderState requested = order.with(event);
        if (!order.equals(OrderState.UNKNOWN) || requested.at().isAfter(oldest())) {
          change(event.subject(), requested);
        }
      }
    };
  }

  public static OrderMerge<OrderStatusChangeEvent> ofStatuses(Runnable deadLetters) {
    return new OrderMerge<>(
        new EventDeserializer<>(
            "OrderStatusChangeEvent", OrderStatusChangeEvent.class, OrderStatusChangeEvent::guid),
        deadLetters) {

      @Override
      protected @Nullable Applied applied(String guid) {
        return state(guid).status();
      }

      @Override
      protected void apply(ReceivedEvent<OrderStatusChangeEvent> event) {
        change(event.subject(), state(event.subject()).withStatus(event));
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Outcome<OrderLine>> context) {
    super.init(context);
    orders = context.getStateStore(STORE);
  }

  OrderState state(String guid) {
    OrderState known = orders().get(guid);
    return known == null ? OrderState.UNKNOWN : known;
  }

  void change(String guid, OrderState order) {
    orders().put(guid, order);
    OrderLine line = order.line(guid);
    if (line != null) {
      forward(line.customerId(), line, new RecordHeaders());
    }
  }

  Instant oldest() {
    return Instant.ofEpochMilli(context().currentSystemTimeMs()).minus(MEMORY);
  }

  void cleanUp() {
    Instant oldest = oldest();
    try (KeyValueIterator<String, OrderState> all = orders().all()) {
      while (all.hasNext()) {
        KeyValue<String, OrderState> order = all.next();
        if (!order.value.isOpen() && order.value.at().isBefore(oldest)) {
          orders().delete(order.key);
        }
      }
    }
  }

  private KeyValueStore<String, OrderState> orders() {
    return requireNonNull(orders);
  }
}
