package com.storefront.messaging.outbox;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Transient;
import org.springframework.data.mongodb.core.mapping.MongoId;

/**
 * A document that is saved in one write together with the event its change causes.
 *
 * <p>Subclasses guard their changes, register the event with {@link #registerEvent} or {@link
 * #registerTombstone} and are written by {@link AggregateStore} only. Spring Data sets the fields;
 * a subclass's constructor passes the id.
 */
public abstract class Aggregate {

  @MongoId private final String id;

  /** 0 until first saved, then grows by one with each saved change. */
  private long version;

  private @Nullable IdempotencyKey idempotencyKey;

  @Transient private @Nullable RegisteredEvent registered;

  /**
   * @param id made before the first attempt to save, so that a repeated attempt is recognised
   */
  protected Aggregate(String id) {
    this.id = requireNonNull(id, "id");
  }

  public final String id() {
    return id;
  }

  /** The version that was read or last saved; 0 for one that was never saved. */
  public final long version() {
    return version;
  }

  /** The version that saving the present change will give; the event's sequence. */
  protected final long nextVersion() {
    return version + 1;
  }

  /** Names the request that creates this aggregate, so that its repetition creates nothing. */
  public final void createdBy(@Nullable IdempotencyKey key) {
    this.idempotencyKey = key;
  }

  final @Nullable IdempotencyKey idempotencyKey() {
    return idempotencyKey;
  }

  /**
   * Has the event published once this change is saved. One change tells one event.
   *
   * @param event a record of the published language, built from the changed state, its sequence
   *     {@link #nextVersion()}
   */
  protected final void registerEvent(Object event) {
    register(new RegisteredEvent(requireNonNull(event, "event")));
  }

  /** Tells followers that this aggregate is deleted: a record without a value. */
  protected final void registerTombstone() {
    register(new RegisteredEvent(null));
  }

  private void register(RegisteredEvent event) {
    if (registered != null) {
      throw new IllegalStateException("one change tells one event; save " + id + " in between");
    }
    registered = event;
  }

  final @Nullable RegisteredEvent registered() {
    return registered;
  }

  final void savedAs(long version) {
    this.version = version;
    this.registered = null;
  }

  /** A null event is a tombstone. */
  record RegisteredEvent(@Nullable Object event) {}
}
