package com.storefront.messaging.outbox;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which aggregates have a new event, as a change stream tells it.
 *
 * <p>The stream says where to look; what is pending, the document says. So a stream that breaks is
 * simply opened anew and followed by a scan: there is no resume token to lose. Only of an aggregate
 * that was just inserted the stream shows all there is to know, and nobody has to look. Removing
 * entries wakes nobody.
 */
final class WakeUps implements AutoCloseable {

  private static final int BOUND = 10_000;

  /** When more wait, they are read: many at once cost less then than what they would hold here. */
  private static final int MOST_SHOWN = 64;

  private static final long IDLE_WAIT_MILLIS = 5_000;

  /** Asked again at once, a busy stream replies with what came in a moment: three changes or so. */
  private static final long BETWEEN_REPLIES_NANOS = 1_000_000;

  /** New events: a whole document with an outbox, or an update that registered one, or anew. */
  private static final List<Document> NEW_EVENTS =
      List.of(
          new Document(
              "$match",
              new Document(
                  "$or",
                  List.of(
                      new Document("fullDocument.outbox.0", new Document("$exists", true)),
                      new Document(
                          "updateDescription.updatedFields." + Change.EVENT_SEQUENCE,
                          new Document("$exists", true)),
                      new Document(
                          "updateDescription.updatedFields." + Republisher.REPUBLISHED,
                          new Document("$exists", true))))),
          new Document(
              "$project",
              new Document("documentKey", 1)
                  .append("operationType", 1)
                  .append("clusterTime", 1)
                  .append("fullDocument._id", 1)
                  .append("fullDocument.outbox", 1)));

  private final MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream;
  private final Runnable woken;
  private final Map<String, WakeUp> waiting = new LinkedHashMap<>();

  private boolean closed;
  private @Nullable RuntimeException failure;

  /**
   * An aggregate with new events.
   *
   * @param id of the aggregate
   * @param insertion its id and outbox as it was inserted, if that is all that happened to it
   * @param at the database's time of the insertion
   */
  record WakeUp(String id, @Nullable Document insertion, @Nullable BsonTimestamp at) {

    private static WakeUp shown(String id, ChangeStreamDocument<Document> change) {
      return change.getOperationType() == OperationType.INSERT
          ? new WakeUp(id, change.getFullDocument(), change.getClusterTime())
          : unshown(id);
    }

    private static WakeUp unshown(String id) {
      return new WakeUp(id, null, null);
    }

    /** The insertion, unless somebody may have read it by then. */
    @Nullable Document insertionAfter(BsonTimestamp read) {
      return at != null && at.compareTo(read) > 0 ? insertion : null;
    }
  }

  private WakeUps(MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream, Runnable woken) {
    this.stream = stream;
    this.woken = woken;
  }

  /**
   * Opens the stream; every change from now on is told.
   *
   * @param woken called, from another thread, when there is something to {@link #take}
   */
  static WakeUps open(MongoCollection<Document> collection, Runnable woken) {
    var wakeUps =
        new WakeUps(
            collection
                .watch(NEW_EVENTS)
                .maxAwaitTime(IDLE_WAIT_MILLIS, TimeUnit.MILLISECONDS)
                .cursor(),
            woken);
    var thread = new Thread(wakeUps::follow, "outbox-stream-" + collection.getNamespace());
    thread.setDaemon(true);
    thread.start();
    return wakeUps;
  }

  private void follow() {
    try {
      ChangeStreamDocument<Document> change = null;
      while (offer(change)) {
        if (change != null && stream.available() == 0) {
          LockSupport.parkNanos(this, BETWEEN_REPLIES_NANOS);
        }
        change = stream.tryNext(); // The stream waits by itself.
      }
    } catch (RuntimeException broken) {
      fail(broken);
    }
  }

  private synchronized boolean offer(@Nullable ChangeStreamDocument<Document> change) {
    while (waiting.size() >= BOUND && !closed) {
      try {
        wait();
      } catch (InterruptedException stopped) {
        return false;
      }
    }
    BsonDocument key = change == null ? null : change.getDocumentKey();
    if (change != null && key != null) {
      String id = key.getString("_id").getValue();
      boolean isNew = !waiting.containsKey(id);
      boolean show = isNew && waiting.size() < MOST_SHOWN;
      waiting.put(id, show ? WakeUp.shown(id, change) : WakeUp.unshown(id));
      if (isNew) {
        woken.run();
      }
    }
    return !closed;
  }

  private synchronized void fail(RuntimeException broken) {
    failure = broken;
    woken.run();
  }

  /**
   * The next aggregates to look at, at most so many.
   *
   * @throws RuntimeException if the stream broke
   */
  synchronized List<WakeUp> take(int most) {
    if (failure != null) {
      throw failure;
    }
    var taken = new ArrayList<WakeUp>(Math.min(most, waiting.size()));
    Iterator<WakeUp> oldest = waiting.values().iterator();
    while (taken.size() < most && oldest.hasNext()) {
      taken.add(oldest.next());
      oldest.remove();
    }
    notifyAll();
    return taken;
  }

  /** These aggregates are still to be looked at. */
  synchronized void putBack(Collection<String> ids) {
    ids.forEach(id -> waiting.put(id, WakeUp.unshown(id)));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    stream.close();
  }
}
