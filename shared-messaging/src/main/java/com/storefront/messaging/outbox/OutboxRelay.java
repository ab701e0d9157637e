package com.storefront.messaging.outbox;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.outbox.WakeUps.WakeUp;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what the outboxes of one collection hold: scans them, then looks where it is told to.
 *
 * <p>One thread does it all. Whatever is pending and not in flight is sent, an aggregate's events
 * one after the other; what the broker acknowledged is removed in batches by event id, nothing
 * before its acknowledgement. After any failure the reign ends and the next begins with a scan, so
 * nothing depends on what this object remembers. While another instance relays, this one only
 * passes on to it where to look.
 */
final class OutboxRelay {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofMillis(500);

  /** What comes in between is looked at together. */
  private static final Duration BETWEEN_TURNS = Duration.ofMillis(1);

  /** What comes in between is passed on together, by a write of its own. */
  private static final Duration BETWEEN_PASSINGS_ON = Duration.ofMillis(5);

  /**
   * Events and aggregates of events, acknowledged, but perhaps still among what was read or told.
   */
  private static final int REMEMBERED = 40_000;

  private final Publication source;
  private final MongoCollection<Document> collection;
  private final WakeUps wakeUps;
  private final RemoteWakeUps remote;
  private final RelayLease lease;
  private final EventSender sender;
  private final RelayMetrics metrics;
  private final OutboxSettings settings;
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

  private volatile @Nullable Thread thread;
  private volatile BooleanSupplier mayPublish = () -> true;
  private volatile BooleanSupplier stopped = () -> false;
  private volatile boolean idle;

  /**
   * @param wakeUps of those who write in this process
   * @param remote those from and to other instances
   */
  OutboxRelay(
      Publication source,
      MongoCollection<Document> collection,
      WakeUps wakeUps,
      RemoteWakeUps remote,
      RelayLease lease,
      EventSender sender,
      RelayMetrics metrics,
      OutboxSettings settings) {
    this.source = source;
    this.collection = collection.withReadConcern(ReadConcern.MAJORITY);
    this.wakeUps = wakeUps;
    this.remote = remote;
    this.lease = lease;
    this.sender = sender;
    this.metrics = metrics;
    this.settings = settings;
  }

  /**
   * Relays, or stands by, on the calling thread until stopped, whatever fails. What is in flight at
   * the end may be sent again by the next relay. Waits for an earlier run to end.
   *
   * @param mayPublish if not, this one stands by
   * @param stopped is asked between any two steps; {@link #wake} makes both be asked at once
   */
  synchronized void run(BooleanSupplier mayPublish, BooleanSupplier stopped) {
    this.mayPublish = mayPublish;
    this.stopped = stopped;
    thread = Thread.currentThread();
    wakeUps.call(this::wakeIfIdle);
    Duration pause = SHORTEST_PAUSE;
    while (!stopped.getAsBoolean()) {
      long begun = System.nanoTime();
      try {
        if (mayPublish.getAsBoolean() && lease.acquire()) {
          new Reign().run();
        }
        standBy();
      } catch (RuntimeException | Error failure) {
        if (System.nanoTime() - begun > LONGEST_PAUSE.toNanos()) {
          pause = SHORTEST_PAUSE;
        }
        metrics.failed();
        log.warn(
            "Publishing to {} failed and will be tried again: {}",
            source.topic(),
            failure.toString());
        log.debug("The failure was", failure);
        sleep(pause);
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    }
    lease.release();
    passOnTheRest();
  }

  /** Passes wake-ups on until it is time to ask for the lease again. */
  private void standBy() {
    boolean couldPublish = mayPublish.getAsBoolean();
    long end = System.nanoTime() + lease.retryInterval().toNanos();
    for (long left = 1;
        left > 0 && !stopped.getAsBoolean() && mayPublish.getAsBoolean() == couldPublish;
        left = end - System.nanoTime()) {
      if (passOn()) {
        sleep(BETWEEN_PASSINGS_ON);
      } else {
        await(Duration.ofNanos(left), () -> !wakeUps.isEmpty());
      }
    }
  }

  /** Returns whether there was something. */
  private boolean passOn() {
    if (wakeUps.wereTooMany()) {
      wakeUps.clear();
      passOnOrKeep(remote::sendAll, wakeUps::lookAtAll);
      return true;
    }
    List<String> ids = wakeUps.take(settings.batch()).stream().map(WakeUp::id).toList();
    if (!ids.isEmpty()) {
      passOnOrKeep(() -> remote.send(ids), () -> wakeUps.changed(ids));
    }
    return !ids.isEmpty();
  }

  private static void passOnOrKeep(Runnable sending, Runnable keeping) {
    try {
      sending.run();
    } catch (RuntimeException away) {
      keeping.run();
      throw away;
    }
  }

  /** Should that fail, the next scan finds it. */
  private void passOnTheRest() {
    try {
      while (passOn()) {
        log.debug("Passed on what was written while the relay of {} ended", source.topic());
      }
    } catch (RuntimeException away) {
      log.debug("Wake-ups could not be passed on", away);
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  private void wakeIfIdle() {
    if (idle) {
      wake();
    }
  }

  /** Waits for news, which wakes it. */
  private void await(Duration longest, BooleanSupplier news) {
    idle = true;
    if (!stopped.getAsBoolean() && !news.getAsBoolean()) {
      LockSupport.parkNanos(this, longest.toNanos());
    }
    idle = false;
  }

  /** Waits whatever the news. */
  private void sleep(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos();
        left > 0 && !stopped.getAsBoolean();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  /** How the sending of one event ended. */
  private record Outcome(
      Reign reign, String aggregate, OutboxEntry entry, @Nullable Throwable failure) {}

  /** One aggregate's events on their way: the first is sent, the others wait for it. */
  private record Line(Queue<OutboxEntry> entries, Set<String> ids) {}

  /** From taking the lease to losing it, or to the first failure. */
  private final class Reign {

    private final Map<String, Line> inFlight = new HashMap<>();
    private final Map<String, String> removals = new LinkedHashMap<>();
    private final Map<String, Long> acknowledged =
        new LinkedHashMap<>(); // and when, the oldest first
    private final long mostBytes = settings.inFlightSize().toBytes();
    private long bytesLinedUp;
    private volatile boolean sendingFails;
    private long removalDue;
    private long scanDue = System.nanoTime();
    private boolean ending;
    private @Nullable MongoCursor<Document> scan;
    private RemoteWakeUps.@Nullable Receiver receiver;

    /** An event that was written since can't have been read and forgotten again. */
    private long readUntil = System.nanoTime();

    private @Nullable RuntimeException failure;

    void run() {
      log.info("Relaying {} to {}", collection.getNamespace(), source.topic());
      OutboxIndexes.ensure(collection);
      wakeUps.clear(); // What they tell of, the scan sees.
      try {
        while (!stopped.getAsBoolean() && failure == null && lease.keep()) {
          if (turn()) {
            sleep(BETWEEN_TURNS);
          } else {
            await(untilRemoval(), this::hasNews);
          }
        }
        settle();
      } finally {
        if (scan != null) {
          scan.close();
        }
        if (receiver != null) {
          receiver.close();
        }
      }
      if (failure != null) {
        throw failure;
      }
    }

    private boolean hasNews() {
      return !outcomes.isEmpty() || mayFollow() && !wakeUps.isEmpty();
    }

    /** Returns whether there may be more to do soon. */
    private boolean turn() {
      takeOutcomes();
      removeIfDue();
      if (wakeUps.wereTooMany()) {
        scanDue = System.nanoTime();
      }
      boolean more = hasRoom() && scanSome();
      if (mayFollow()) {
        more |= follow();
      }
      return more && (hasRoom() || !lease.isCurrent());
    }

    private boolean mayFollow() {
      return hasRoom() && bytesLinedUp <= mostBytes / 2;
    }

    /**
     * An insertion shows its event, but not whether that was read already, or replaced by a newer
     * one that was.
     */
    private boolean follow() {
      List<WakeUp> woken = wakeUps.take(settings.batch());
      var toRead = new LinkedHashSet<String>();
      for (WakeUp wakeUp : woken) {
        OutboxEntry event = mayBeNew(wakeUp.id()) ? wakeUp.eventUnlessReadUntil(readUntil) : null;
        if (event == null) {
          toRead.add(wakeUp.id());
        } else {
          send(wakeUp.id(), List.of(event));
        }
      }
      if (!toRead.isEmpty()) {
        read(toRead);
      }
      if (!toRead.isEmpty()) {
        wakeUps.changed(toRead);
      }
      return !woken.isEmpty();
    }

    private boolean mayBeNew(String aggregate) {
      return scan == null
          && mayGoOn()
          && !inFlight.containsKey(aggregate)
          && !acknowledged.containsKey(aggregate);
    }

    /** Leaves those for which there was no room. */
    private void read(Set<String> aggregates) {
      try (MongoCursor<Document> found =
          collection
              .find(Filters.in("_id", aggregates))
              .projection(Projections.include(OutboxEntry.OUTBOX))
              .cursor()) {
        while (mayGoOn()) {
          if (!found.hasNext()) {
            aggregates.clear();
            return;
          }
          Document aggregate = found.next();
          String id = aggregate.getString("_id");
          aggregates.remove(id);
          send(id, OutboxEntry.of(aggregate));
        }
      }
    }

    private boolean hasRoom() {
      return mayGoOn() && inFlight.size() < settings.inFlight();
    }

    /** Not once a send failed or the lease may be another's: then all that was read is stale. */
    private boolean mayGoOn() {
      return failure == null && !sendingFails && lease.isCurrent() && bytesLinedUp < mostBytes;
    }

    private boolean scanSome() {
      long now = System.nanoTime();
      if (scan == null && now - scanDue >= 0) {
        receive();
        scanDue = now + settings.rescan().toNanos();
        scan =
            collection
                .find(OutboxIndexes.IS_SENDABLE)
                .hint(OutboxIndexes.PENDING)
                .projection(Projections.include(OutboxEntry.OUTBOX))
                .batchSize(settings.batch())
                .cursor();
      }
      if (scan == null) {
        return false;
      }
      for (int i = 0; i < settings.batch() && hasRoom(); i++) {
        if (!scan.hasNext()) {
          scan.close();
          scan = null;
          readUntil = System.nanoTime();
          return false;
        }
        Document aggregate = scan.next();
        send(aggregate.getString("_id"), OutboxEntry.of(aggregate));
      }
      return true;
    }

    /** Has others tell of what a scan that begins now may miss. Without them, only scans do. */
    private void receive() {
      if (receiver != null && receiver.failure() == null) {
        return;
      }
      try {
        if (receiver != null) {
          receiver.close();
        }
        receiver = remote.receive(wakeUps);
      } catch (RuntimeException away) {
        receiver = null;
        log.warn("What other instances write to {} is found by scans only", source.topic(), away);
      }
    }

    /** Sends an aggregate's next event, or lines its new ones up behind the one in flight. */
    private void send(String id, List<OutboxEntry> entries) {
      Line line = inFlight.get(id);
      boolean isNew = line == null;
      if (line == null) {
        line = new Line(new ArrayDeque<>(), new LinkedHashSet<>());
      }
      int published = published(entries);
      entries.subList(0, published).forEach(entry -> removeSoon(id, entry));
      for (OutboxEntry entry : entries.subList(published, entries.size())) {
        if (line.ids().add(entry.id())) {
          line.entries().add(entry);
          bytesLinedUp += size(entry);
        }
      }
      if (isNew && !line.entries().isEmpty()) {
        inFlight.put(id, line);
        sendHead(id, line);
      }
    }

    /**
     * How many of an aggregate's entries were published before: read a moment ago, or forgotten by
     * a server that crashed after their removal. They go in order, so all up to the last
     * acknowledged.
     */
    private int published(List<OutboxEntry> entries) {
      int published = entries.size();
      while (published > 0 && !acknowledged.containsKey(entries.get(published - 1).id())) {
        published--;
      }
      return published;
    }

    private void sendHead(String aggregate, Line line) {
      OutboxEntry entry = line.entries().element();
      ProducerRecord<String, byte[]> event =
          sender.toRecord(source, aggregate, entry, lease.epoch());
      sender.send(
          event,
          failed -> {
            if (failed != null && !isHopeless(failed)) {
              sendingFails = true;
            }
            outcomes.add(new Outcome(this, aggregate, entry, failed));
            wakeIfIdle();
          });
    }

    private void takeOutcomes() {
      for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
        if (outcome.reign() == this) {
          take(outcome);
        }
      }
    }

    private void take(Outcome outcome) {
      String aggregate = outcome.aggregate();
      OutboxEntry entry = outcome.entry();
      Line line = inFlight.get(aggregate);
      if (line == null) {
        return;
      }
      if (outcome.failure() != null) {
        leave(aggregate, line);
        if (isHopeless(outcome.failure())) {
          park(aggregate, entry, outcome.failure());
        } else if (failure == null) {
          failure = new PublishingFailed(source.topic(), outcome.failure());
        }
        return;
      }
      metrics.published(entry);
      remember(entry.id());
      remember(aggregate);
      removeSoon(aggregate, entry);
      bytesLinedUp -= size(line.entries().remove());
      if (line.entries().isEmpty() || ending) {
        leave(aggregate, line);
      } else {
        sendHead(aggregate, line);
      }
    }

    private void leave(String aggregate, Line line) {
      inFlight.remove(aggregate);
      line.entries().forEach(entry -> bytesLinedUp -= size(entry));
    }

    private void removeSoon(String aggregate, OutboxEntry entry) {
      if (removals.isEmpty()) {
        removalDue = System.nanoTime() + settings.removalDelay().toNanos();
      }
      removals.put(entry.id(), aggregate);
    }

    private void remember(String id) {
      acknowledged.remove(id);
      acknowledged.put(id, System.nanoTime());
      if (acknowledged.size() > REMEMBERED) {
        var all = acknowledged.entrySet().iterator();
        long oldest = all.next().getValue();
        readUntil = oldest - readUntil > 0 ? oldest : readUntil;
        all.remove();
      }
    }

    private static boolean isHopeless(Throwable failure) {
      return failure instanceof RecordTooLargeException
          || failure instanceof RecordBatchTooLargeException
          || failure instanceof InvalidRecordException
          || failure instanceof SerializationException;
    }

    /** Holds the aggregate's events back for people to look at; all others flow. */
    private void park(String aggregate, OutboxEntry entry, Throwable cause) {
      log.error(
          "Event {} of {} can never be published to {}: {}",
          entry.id(),
          aggregate,
          source.topic(),
          cause.toString());
      collection.updateOne(
          Filters.and(Filters.eq("_id", aggregate), Filters.eq("outbox.id", entry.id())),
          Updates.set("outbox.$." + OutboxEntry.PARKED, cause.toString()));
    }

    private void removeIfDue() {
      if (removals.size() >= settings.batch()
          || !removals.isEmpty() && System.nanoTime() - removalDue >= 0) {
        remove();
      }
    }

    /** Not a change of state: the version stays, and a removal that is lost only sends again. */
    private void remove() {
      if (!removals.isEmpty()) {
        collection
            .withWriteConcern(WriteConcern.W1)
            .updateMany(
                Filters.in("_id", new ArrayList<>(removals.values())),
                Updates.pull(
                    OutboxEntry.OUTBOX, Filters.in("id", new ArrayList<>(removals.keySet()))));
        removals.clear();
      }
    }

    private Duration untilRemoval() {
      if (removals.isEmpty()) {
        return IDLE;
      }
      return min(Duration.ofNanos(Math.max(0, removalDue - System.nanoTime())), IDLE);
    }

    /**
     * Waits for what is in flight, sends nothing more, and removes what was acknowledged. After a
     * failure the lease is kept meanwhile: another would send newer events, and these come after.
     */
    private void settle() {
      ending = true;
      Duration longest = stopped.getAsBoolean() ? LONGEST_PAUSE : sender.longestSend();
      long deadline = System.nanoTime() + longest.toNanos();
      while (!inFlight.isEmpty() && System.nanoTime() - deadline < 0) {
        takeOutcomes();
        if (failure != null) {
          lease.keep();
        }
        LockSupport.parkNanos(this, Duration.ofMillis(10).toNanos());
      }
      remove();
    }

    private static int size(OutboxEntry entry) {
      return entry.payload() == null ? 0 : entry.payload().length();
    }
  }
}
