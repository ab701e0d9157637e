package com.storefront.messaging.outbox;

import com.mongodb.CursorType;
import com.mongodb.MongoCommandException;
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

  private static final String PREFIX = "relay.wakeups.";
  private static final long BYTES = 1 << 20;
  private static final long IDLE_WAIT_MILLIS = 5_000;
  private static final int NAMESPACE_EXISTS = 48;

  private final MongoDatabase database;
  private final String name;
  private final MongoCollection<Document> sent;

  /**
   * @param source the collection of aggregates that is told of
   */
  RemoteWakeUps(MongoDatabase database, String source) {
    this.database = database;
    this.name = PREFIX + source;
    this.sent =
        database
            .getCollection(name)
            .withWriteConcern(WriteConcern.W1)
            .withReadConcern(ReadConcern.LOCAL); // one of majority would not be woken
  }

  /** Has whoever relays look at these aggregates. */
  void send(List<String> ids) {
    insert(new Document("ids", ids));
  }

  /** Has whoever relays look at all outboxes. */
  void sendAll() {
    insert(new Document("all", true));
  }

  private void insert(Document wakeUp) {
    sent.insertOne(wakeUp);
  }

  /**
   * Receives all that is sent from now on.
   *
   * @param wakeUps are told of it, on another thread
   */
  Receiver receive(WakeUps wakeUps) {
    ensure();
    var receiver = new Receiver(wakeUps);
    var thread = new Thread(receiver::follow, "outbox-" + name);
    thread.setDaemon(true);
    thread.start();
    return receiver;
  }

  /**
   * Makes the collection. One that an insertion made where none was is not capped; nobody can wait
   * at it.
   */
  void ensure() {
    Document found = database.listCollections().filter(Filters.eq("name", name)).first();
    boolean isCapped =
        found != null && found.get("options", new Document()).getBoolean("capped", false);
    if (found != null && !isCapped) {
      sent.drop();
    }
    if (!isCapped) {
      try {
        database.createCollection(
            name, new CreateCollectionOptions().capped(true).sizeInBytes(BYTES));
      } catch (MongoCommandException raced) {
        if (raced.getErrorCode() != NAMESPACE_EXISTS) {
          throw raced;
        }
      }
      sent.insertOne(new Document()); // A cursor does not wait at an empty collection.
    }
  }

  /** Tells of what is sent since it was made. */
  final class Receiver implements AutoCloseable {

    private final WakeUps wakeUps;
    private final MongoCursor<Document> cursor;
    private final Document begin;

    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** The beginning is marked once the cursor is there, which then sees the mark, or breaks. */
    private Receiver(WakeUps wakeUps) {
      this.wakeUps = wakeUps;
      this.cursor =
          sent.find()
              .cursorType(CursorType.TailableAwait)
              .maxAwaitTime(IDLE_WAIT_MILLIS, TimeUnit.MILLISECONDS)
              .cursor();
      this.begin = new Document("begin", UUID.randomUUID().toString());
      sent.insertOne(begin);
    }

    private void follow() {
      try {
        boolean hasBegun = false;
        while (!closed) {
          Document wakeUp = cursor.tryNext(); // The cursor waits by itself.
          if (wakeUp == null) {
            if (cursor.getServerCursor() == null) {
              throw new IllegalStateException(name + " can't be waited at any more");
            }
          } else if (hasBegun) {
            tell(wakeUp);
          } else {
            hasBegun = wakeUp.equals(begin);
          }
        }
      } catch (RuntimeException | Error broken) {
        failure = broken;
      }
    }

    private void tell(Document wakeUp) {
      if (wakeUp.containsKey("all")) {
        wakeUps.lookAtAll();
      } else {
        wakeUps.changed(wakeUp.getList("ids", String.class, List.of()));
      }
    }

    /** Why nothing is received any more; null as long as it is. */
    @Nullable Throwable failure() {
      return failure;
    }

    @Override
    public void close() {
      closed = true;
      cursor.close();
    }
  }
}
