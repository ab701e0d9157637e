package com.storefront.messaging.outbox;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one instance of a service the active relay of a collection, or the one that republishes.
 *
 * <p>The database's clock alone decides when a lease ends, so instances' clocks don't matter. A
 * lease only saves work: a holder that was paused beyond its end may still send, and followers
 * ignore what they had already. Not for use by several threads at once.
 */
final class RelayLease {

  private static final Logger log = LoggerFactory.getLogger(RelayLease.class);

  private final MongoCollection<Document> leases;
  private final String name;
  private final Duration length;
  private final String holder = UUID.randomUUID().toString();

  private long epoch;
  private long heldUntil;
  private volatile boolean held;

  RelayLease(MongoCollection<Document> leases, String name, Duration length) {
    this.leases = leases.withWriteConcern(WriteConcern.W1);
    this.name = name;
    this.length = length;
  }

  /** How long a standby waits between attempts: takes over within 1⅓ lease lengths. */
  Duration retryInterval() {
    return length.dividedBy(3);
  }

  /**
   * Takes the lease if it is free or ours. Whoever takes it anew then reads by majority all that
   * was written before.
   */
  boolean acquire() {
    long asked = System.nanoTime();
    Document lease = claim();
    if (lease == null && createIfMissing()) {
      lease = claim();
    }
    held = lease != null;
    if (lease != null) {
      epoch = lease.getLong("epoch");
      heldUntil = asked + length.toNanos();
    }
    return held;
  }

  private @Nullable Document claim() {
    var freeOrOurs =
        Filters.and(
            Filters.eq("_id", name),
            Filters.or(
                Filters.eq("holder", holder),
                Filters.expr(new Document("$lte", List.of("$until", "$$NOW")))));
    var isOurs = new Document("$eq", List.of("$holder", holder));
    var nextEpoch = new Document("$add", List.of("$epoch", 1L));
    var claim =
        new Document(
            "$set",
            new Document("holder", holder)
                .append("epoch", new Document("$cond", List.of(isOurs, "$epoch", nextEpoch)))
                .append("until", new Document("$add", List.of("$$NOW", length.toMillis()))));
    return leases
        .withWriteConcern(held ? WriteConcern.W1 : WriteConcern.MAJORITY)
        .findOneAndUpdate(
            freeOrOurs,
            List.of(claim),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
  }

  private boolean createIfMissing() {
    if (leases.find(Filters.eq("_id", name)).first() != null) {
      return false;
    }
    try {
      leases.insertOne(new Document("_id", name).append("epoch", 0L).append("until", new Date(0)));
    } catch (MongoWriteException raced) {
      if (raced.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw raced;
      }
    }
    return true;
  }

  /**
   * Whether the lease has been ours ever since it was acquired, renewing it from half its length
   * on. Asks the database only then.
   */
  boolean keep() {
    long left = heldUntil - System.nanoTime();
    long reign = epoch;
    return left > length.toNanos() / 2 || acquire() && epoch == reign;
  }

  /** Whether nobody else can have it yet. Asks nobody. */
  boolean isCurrent() {
    return heldUntil - System.nanoTime() > 0;
  }

  /** Whether the lease was ours when last asked for. */
  boolean isHeld() {
    return held;
  }

  /** Counts the reigns; carried by every record, for diagnosis. */
  long epoch() {
    return epoch;
  }

  /** Lets another take over at once; if the database is away, when the lease ends by itself. */
  void release() {
    if (held) {
      held = false;
      try {
        leases.updateOne(
            Filters.and(Filters.eq("_id", name), Filters.eq("holder", holder)),
            new Document("$set", new Document("until", new Date(0))));
      } catch (RuntimeException unreachable) {
        log.debug("The lease {} ends by itself", name, unreachable);
      }
    }
  }
}
