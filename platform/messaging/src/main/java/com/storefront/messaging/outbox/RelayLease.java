package com.storefront.messaging.outbox;

import static java.util.Objects.requireNonNull;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one instance of a service the active relay of a collection, or the one that republishes.
 *
 * <p>The end of a lease is judged by the database's clock, so the clocks of instances do not
 * matter. A lease only saves work: a holder that was paused beyond its end may still send, and
 * consumers ignore repeated events. Not for use by several threads at once.
 */
public final class RelayLease {

  /** The collection that holds the leases of a service. */
  public static final String COLLECTION = "relay.leases";

  private static final Logger log = LoggerFactory.getLogger(RelayLease.class);

  private final MongoCollection<Document> leases;
  private final String name;
  private final Duration length;
  private final String holder = UUID.randomUUID().toString();

  private long term;
  private long heldUntil = System.nanoTime();
  private volatile boolean held;

  public RelayLease(MongoCollection<Document> leases, String name, Duration length) {
    this.leases = leases.withWriteConcern(WriteConcern.W1);
    this.name = name;
    this.length = length;
  }

  /** The pause between attempts of a standby instance, which takes over within 1⅓ lease lengths. */
  public Duration retryInterval() {
    return length.dividedBy(3);
  }

  /** Takes the lease if it is free, or renews it. */
  public boolean acquire() {
    long asked = System.nanoTime();
    Document lease =
        requireNonNull(
            leases.findOneAndUpdate(
                Filters.eq("_id", name),
                List.of(claim()),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
    held = holder.equals(lease.getString("holder"));
    heldUntil = held ? asked + length.toNanos() : asked;
    term = lease.get("epoch", Number.class).longValue();
    return held;
  }

  /** Replaces a lease that is ours or over, or that does not exist yet. */
  private Document claim() {
    var isOurs = new Document("$eq", List.of("$holder", holder));
    var isOver = new Document("$lte", List.of("$until", "$$NOW"));
    var term = new Document("$ifNull", List.of("$epoch", 0L));
    var nextTerm = new Document("$add", List.of(term, 1L));
    var lease =
        new Document("_id", name)
            .append("holder", holder)
            .append("epoch", new Document("$cond", List.of(isOurs, term, nextTerm)))
            .append("until", new Document("$add", List.of("$$NOW", length.toMillis())));
    return new Document(
        "$replaceWith",
        new Document(
            "$cond", List.of(new Document("$or", List.of(isOurs, isOver)), lease, "$$ROOT")));
  }

  /**
   * Whether this instance holds the lease. The database is asked only from half the lease's length
   * on.
   */
  public boolean hold() {
    return heldUntil - System.nanoTime() > length.toNanos() / 2 || acquire();
  }

  /** As {@link #hold}, and no other instance has held the lease since it was acquired. */
  public boolean keep() {
    long acquired = term;
    return hold() && term == acquired;
  }

  /** Whether no other instance can hold the lease yet. Judged locally; no database call. */
  public boolean isCurrent() {
    return heldUntil - System.nanoTime() > 0;
  }

  /** As {@link #isCurrent()}, and no other instance has held the lease since this term began. */
  boolean isCurrent(long term) {
    return this.term == term && isCurrent();
  }

  /** Whether the last attempt to acquire the lease succeeded. */
  boolean isHeld() {
    return held;
  }

  /** Grows by one whenever the lease passes to another instance. */
  long term() {
    return term;
  }

  /** Lets another instance take over at once. Without the database the lease ends by itself. */
  public void release() {
    if (held) {
      held = false;
      heldUntil = System.nanoTime();
      try {
        leases.updateOne(
            Filters.and(Filters.eq("_id", name), Filters.eq("holder", holder)),
            new Document("$set", new Document("until", new Date(0))));
      } catch (RuntimeException unavailable) {
        log.debug("The lease {} was not released and ends by itself", name, unavailable);
      }
    }
  }
}
