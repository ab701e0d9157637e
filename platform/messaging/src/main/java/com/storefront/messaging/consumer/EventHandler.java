package com.storefront.messaging.consumer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;

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

  /** The annotation of this handler. */
  default Subscribes subscription() {
    Subscribes subscribes = AnnotationUtils.findAnnotation(getClass(), Subscribes.class);
    if (subscribes == null) {
      throw new IllegalStateException(getClass().getName() + " must be annotated with @Subscribes");
    }
    return subscribes;
  }

  /**
   * The id of the aggregate that an event is about. A record with another key is not applied but
   * sent to the dead-letter topic.
   */
  String subject(E event);

  /** Applies a batch of events, in the order of their partitions. */
  void on(EventBatch<E> batch);

  /**
   * The events of an aggregate that the documents of this service contain, for an operator; empty
   * if there are none, or if the handler keeps no such record.
   *
   * @param subject the id of the aggregate
   */
  default List<AppliedEvent> applied(String subject) {
    return List.of();
  }

  /**
   * An event that a document contains.
   *
   * @param position of its record, see {@link ReceivedEvent}; null if an earlier version applied it
   */
  record AppliedEvent(long sequence, String eventId, @Nullable String position) {}
}
