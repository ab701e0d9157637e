package com.storefront.messaging.consumer;

/**
 * Applies the events of another service. Implementations carry {@link Subscribes}; the type
 * argument is the type of the event.
 *
 * <p>Events can arrive late, repeatedly and out of order. {@link #on} therefore stores the sequence
 * of each event in the document that it changes, so that every event is applied once, and returns
 * when its effects are durable. An event that is invalid is {@linkplain EventBatch#reject
 * rejected}. After any exception the batch is delivered again.
 *
 * @param <E> the event, a record of the published language
 */
public interface EventHandler<E> {

  /**
   * The id of the aggregate that an event is about. A record with another key is not applied but
   * sent to the dead-letter topic.
   */
  String subject(E event);

  /** Applies a batch of events, in the order of their partitions. */
  void on(EventBatch<E> batch);
}
