package com.storefront.messaging.outbox;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which aggregates have a new event, as a change stream tells it.
 *
 * <p>The stream says only where to look; what is pending, the document says. So a stream that
 * breaks is simply opened anew and followed by a scan: there is no resume token to lose. Removing
 * entries wakes nobody.
 */
final class WakeUps implements AutoCloseable {

  private static final int BOUND = 10_000;
  private static final long IDLE_WAIT_MILLIS = 5_000;

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
          new Document("$project", new Document("documentKey", 1)));

  private final MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream;
  private final Runnable woken;
  private final Set<String> ids = new LinkedHashSet<>();

  private boolean closed;
  private @Nullable RuntimeException failure;

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
      while (offer(stream.tryNext())) {
        // The stream waits by itself.
      }
    } catch (RuntimeException broken) {
      fail(broken);
    }
  }

  private synchronized boolean offer(@Nullable ChangeStreamDocument<Document> change) {
    while (ids.size() >= BOUND && !closed) {
      try {
        wait();
      } catch (InterruptedException stopped) {
        return false;
      }
    }
    BsonDocument key = change == null ? null : change.getDocumentKey();
    if (key != null && ids.add(key.getString("_id").getValue())) {
      woken.run();
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
  synchronized List<String> take(int most) {
    if (failure != null) {
      throw failure;
    }
    var taken = new ArrayList<String>(Math.min(most, ids.size()));
    Iterator<String> oldest = ids.iterator();
    while (taken.size() < most && oldest.hasNext()) {
      taken.add(oldest.next());
      oldest.remove();
    }
    notifyAll();
    return taken;
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
