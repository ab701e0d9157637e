package com.storefront.messaging.outbox;

import com.mongodb.CursorType;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Wake-ups from one instance of a service to another: those that do not relay send them, the one
 * that does waits at a capped collection for them. They are hints; what is lost is found when all
 * outboxes are looked at again.
 *
 * <p>A change stream would tell the same without being told, but it waits at the oplog, where every
 * write to any database of the server wakes it.
 */
final class RemoteWakeUps {

  private static final String COLLECTION = "relay.wakeups";
  private static final long BYTES = 1 << 20;
  private static final long IDLE_WAIT_MILLIS = 5_000;

  private final MongoDatabase database;
  private final MongoCollection<Document> sent;
  private final String source;

  /**
   * @param source the collection of aggregates that is told of
   */
  RemoteWakeUps(MongoDatabase database, String source) {
    this.database = database;
    this.sent =
        database
            .getCollection(COLLECTION)
            .withWriteConcern(WriteConcern.W1)
            .withReadConcern(ReadConcern.LOCAL); // one of majority would not be woken
    this.source = source;
  }

  /** Has whoever relays look at these aggregates. */
  void send(List<String> ids) {
    sent.insertOne(new Document("source", source).append("ids", ids));
  }

  /**
   * Receives all that is sent from now on.
   *
   * @param received is given aggregates, on another thread
   * @param broken is called, on another thread, when nothing is received any more
   */
  Receiver receive(Consumer<List<String>> received, Runnable broken) {
    createIfMissing();
    var begin = new Document("source", source).append("begin", UUID.randomUUID().toString());
    sent.insertOne(begin); // Besides, a cursor does not wait at an empty collection.
    var receiver = new Receiver(begin, received, broken);
    var thread = new Thread(receiver::follow, "outbox-wakeups-" + source);
    thread.setDaemon(true);
    thread.start();
    return receiver;
  }

  /** Who sends where none is makes one that is not capped, at which nobody can wait. */
  private void createIfMissing() {
    Document found = database.listCollections().filter(Filters.eq("name", COLLECTION)).first();
    boolean isCapped =
        found != null && found.get("options", new Document()).getBoolean("capped", false);
    if (found != null && !isCapped) {
      sent.drop();
    }
    if (!isCapped) {
      database.createCollection(
          COLLECTION, new CreateCollectionOptions().capped(true).sizeInBytes(BYTES));
    }
  }

  /** What is sent for one source, from its beginning on. */
  final class Receiver implements AutoCloseable {

    private final Document begin;
    private final Consumer<List<String>> received;
    private final Runnable broken;
    private final MongoCursor<Document> cursor;

    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private Receiver(Document begin, Consumer<List<String>> received, Runnable broken) {
      this.begin = begin;
      this.received = received;
      this.broken = broken;
      this.cursor =
          sent.find(Filters.eq("source", source))
              .cursorType(CursorType.TailableAwait)
              .maxAwaitTime(IDLE_WAIT_MILLIS, TimeUnit.MILLISECONDS)
              .cursor();
    }

    private void follow() {
      try {
        boolean hasBegun = false;
        while (!closed) {
          Document wakeUp = cursor.tryNext(); // The cursor waits by itself.
          if (wakeUp == null) {
            if (cursor.getServerCursor() == null) {
              throw new IllegalStateException(COLLECTION + " can't be waited at any more");
            }
          } else if (hasBegun && wakeUp.containsKey("ids")) {
            received.accept(wakeUp.getList("ids", String.class));
          } else {
            hasBegun |= wakeUp.equals(begin);
          }
        }
      } catch (RuntimeException gone) {
        failure = gone;
        broken.run();
      }
    }

    /** Why nothing is received any more; null as long as it is. */
    @Nullable RuntimeException failure() {
      return failure;
    }

    @Override
    public void close() {
      closed = true;
      cursor.close();
    }
  }
}
