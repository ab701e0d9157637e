package com.storefront.messaging.consumer;

import com.storefront.messaging.Printable;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A batch of events of one topic, in the order of their partitions. */
public final class EventBatch<E> implements Iterable<ReceivedEvent<E>> {

  static final int MAX_CAUSE_LENGTH = 500;

  private final List<ReceivedEvent<E>> events;
  private final Map<ReceivedEvent<E>, String> rejected = new IdentityHashMap<>();

  public EventBatch(List<ReceivedEvent<E>> events) {
    this.events = List.copyOf(events);
  }

  @Override
  public Iterator<ReceivedEvent<E>> iterator() {
    return events.iterator();
  }

  public Stream<ReceivedEvent<E>> stream() {
    return events.stream();
  }

  /** The events of each aggregate, in order. */
  public Map<String, List<ReceivedEvent<E>>> bySubject() {
    return stream()
        .collect(
            Collectors.groupingBy(ReceivedEvent::subject, LinkedHashMap::new, Collectors.toList()));
  }

  /**
   * Sends an invalid event to the dead-letter topic once the batch is applied.
   *
   * @param cause why the event is invalid, for an operator; without personal data
   */
  public void reject(ReceivedEvent<E> event, String cause) {
    rejected.put(event, Printable.of(cause, MAX_CAUSE_LENGTH));
  }

  /** The rejected events, in order. */
  public List<ReceivedEvent<E>> rejected() {
    return stream().filter(rejected::containsKey).toList();
  }

  /** Why this delivery of an event was rejected; null if it was not. */
  public @Nullable String rejection(ReceivedEvent<E> event) {
    return rejected.get(event);
  }
}
