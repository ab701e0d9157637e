package com.storefront.messaging.aggregate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Transient;
import org.springframework.data.mongodb.core.mapping.MongoId;

/**
 * A document that is saved in one write together with the event of its change.
 *
 * <p>Subclasses guard their changes, register the event with {@link #registerEvent} or {@link
 * #registerTombstone} and are written by {@link AggregateStore} only. Spring Data sets the fields;
 * a subclass's constructor passes the id.
 */
public abstract class Aggregate {

  @MongoId private final String id;

  /** 0 before the first save; each saved change increments it. */
  private long version;

  private @Nullable IdempotencyKey idempotencyKey;

  /** Null instead of empty, so that the index of the due timers skips this document. */
  private @Nullable List<Timer> timers;

  @Transient private @Nullable RegisteredEvent registered;

  @Transient private boolean replayed;

  /**
   * @param id created before the first attempt to save, so that a repeated attempt is recognised
   */
  protected Aggregate(String id) {
    this.id = requireNonNull(id, "id");
  }

  public final String id() {
    return id;
  }

  /** The version that was read or last saved; 0 if never saved. */
  public final long version() {
    return version;
  }

  /** The version after the current change is saved; the sequence of its event. */
  protected final long nextVersion() {
    return version + 1;
  }

  /** Identifies the request that creates this aggregate, so that its repetition has no effect. */
  public final void createdBy(@Nullable IdempotencyKey key) {
    this.idempotencyKey = key;
  }

  /** Whether an earlier request with the same idempotency key created this aggregate. */
  public final boolean isReplayed() {
    return replayed;
  }

  final void markReplayed() {
    replayed = true;
  }

  final @Nullable IdempotencyKey idempotencyKey() {
    return idempotencyKey;
  }

  /**
   * Schedules a timer, or moves the one with this name. It is saved with the change, and runs the
   * {@code TimerHandler} of this name once, not before its time.
   */
  protected final void scheduleTimer(String name, Instant at) {
    timers = Stream.concat(otherTimers(name), Stream.of(Timer.at(name, at))).toList();
  }

  /** Has no effect if there is no timer with this name. The removal is saved with the change. */
  public final void cancelTimer(String name) {
    List<Timer> others = otherTimers(name).toList();
    timers = others.isEmpty() ? null : others;
  }

  private Stream<Timer> otherTimers(String name) {
    return timers().stream().filter(timer -> !timer.name().equals(name));
  }

  /** The time for which a timer is scheduled. */
  public final Optional<Instant> timer(String name) {
    return timers().stream().filter(it -> it.name().equals(name)).map(Timer::due).findFirst();
  }

  private List<Timer> timers() {
    return timers == null ? List.of() : timers;
  }

  /**
   * Publishes an event when this change is saved. One change has at most one event.
   *
   * @param event a record of the published language, built from the changed state, with {@link
   *     #nextVersion()} as its sequence
   */
  protected final void registerEvent(Object event) {
    register(new RegisteredEvent(requireNonNull(event, "event")));
  }

  /** Publishes the deletion of this aggregate: a record without a value. */
  protected final void registerTombstone() {
    register(new RegisteredEvent(null));
  }

  private void register(RegisteredEvent event) {
    if (registered != null) {
      throw new IllegalStateException(
          "A change has at most one event. Save aggregate %s before the next change."
              .formatted(id));
    }
    registered = event;
  }

  final @Nullable RegisteredEvent registered() {
    return registered;
  }

  final void markSaved() {
    version = nextVersion();
    registered = null;
  }

  /** A null event is a tombstone. */
  record RegisteredEvent(@Nullable Object event) {}

  /**
   * A scheduled call of a handler.
   *
   * @param due when it was to run first
   * @param at when it runs next; later than {@code due} after an attempt failed
   * @param attempts that failed
   * @param failure of the last attempt
   */
  public record Timer(
      String name, Instant due, Instant at, int attempts, @Nullable String failure) {

    static Timer at(String name, Instant due) {
      Instant stored = due.truncatedTo(ChronoUnit.MILLIS);
      return new Timer(name, stored, stored, 0, null);
    }
  }
}
