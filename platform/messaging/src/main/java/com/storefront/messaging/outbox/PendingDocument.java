package com.storefront.messaging.outbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A document with unpublished events, and how many of them the broker has acknowledged. */
final class PendingDocument {

  private final String id;
  private final List<OutboxEntry> entries;

  private int acknowledged;
  private @Nullable CompletableFuture<@Nullable Throwable> outcome;
  private @Nullable Throwable failure;

  private PendingDocument(String id, List<OutboxEntry> entries) {
    this.id = id;
    this.entries = entries;
  }

  /**
   * @throws RuntimeException if the outbox cannot be read
   */
  static PendingDocument of(Document document) {
    return new PendingDocument(document.getString("_id"), OutboxEntry.of(document));
  }

  String id() {
    return id;
  }

  /** Returns the size of all events in characters. */
  long size() {
    return entries.stream().mapToLong(OutboxEntry::size).sum();
  }

  /** Whether an event is left to send. The next event is sent after the last is acknowledged. */
  boolean hasNext() {
    return failure == null && outcome == null && acknowledged < entries.size();
  }

  /** The oldest event that is not acknowledged. */
  OutboxEntry next() {
    return entries.get(acknowledged);
  }

  /**
   * Sends the next event.
   *
   * @param sender returns the failure, or null when the broker acknowledged
   */
  CompletableFuture<@Nullable Throwable> send(
      Function<OutboxEntry, CompletableFuture<@Nullable Throwable>> sender) {
    return outcome = sender.apply(next());
  }

  /** Takes over the outcome of the event that was sent last; returns the event if it succeeded. */
  Optional<OutboxEntry> settle() {
    if (outcome == null || !outcome.isDone()) {
      return Optional.empty();
    }
    failure = outcome.join();
    outcome = null;
    return failure == null ? Optional.of(entries.get(acknowledged++)) : Optional.empty();
  }

  /** Returns the acknowledged events: always a prefix of the outbox. */
  List<OutboxEntry> acknowledged() {
    return entries.subList(0, acknowledged);
  }

  /** Why the event that was sent last is not acknowledged. */
  @Nullable Throwable failure() {
    return failure;
  }
}
