package com.storefront.messaging.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which aggregates of one type have a new event, as those tell who wrote it.
 *
 * <p>They only say where to look; what is pending, the outbox says. So nothing depends on any of
 * them: too many are forgotten, and then all outboxes are looked at. Only of an aggregate that was
 * just inserted its event is shown, and nobody has to look.
 */
final class WakeUps {

  private static final int MOST = 10_000;

  /** When more wait, they are read: many at once cost less then than what they would hold here. */
  private static final int MOST_SHOWN = 64;

  private final Map<String, WakeUp> waiting = new LinkedHashMap<>();

  private volatile Runnable woken = () -> {};
  private boolean tooMany;

  /**
   * An aggregate with new events.
   *
   * @param id of the aggregate
   * @param event that it was inserted with, if that is all that happened to it
   * @param begun by {@link System#nanoTime}, before it was inserted
   */
  record WakeUp(String id, @Nullable OutboxEntry event, long begun) {

    private static WakeUp unshown(String id) {
      return new WakeUp(id, null, 0);
    }

    /** The event, unless somebody may have read it until then. */
    @Nullable OutboxEntry eventUnlessReadUntil(long time) {
      return begun - time > 0 ? event : null;
    }
  }

  /**
   * @param woken called, on the thread that tells, when there is something to {@link #take}
   */
  void call(Runnable woken) {
    this.woken = woken;
  }

  /**
   * @param begun by {@link System#nanoTime}, before the command was sent
   */
  void inserted(String id, OutboxEntry event, long begun) {
    synchronized (this) {
      boolean show = !waiting.containsKey(id) && waiting.size() < MOST_SHOWN;
      add(show ? new WakeUp(id, event, begun) : WakeUp.unshown(id));
    }
    woken.run();
  }

  void changed(Collection<String> ids) {
    synchronized (this) {
      ids.forEach(id -> add(WakeUp.unshown(id)));
    }
    woken.run();
  }

  /** So many have changed that they are not named. */
  void lookAtAll() {
    synchronized (this) {
      tooMany = true;
    }
    woken.run();
  }

  private void add(WakeUp wakeUp) {
    if (waiting.size() < MOST || waiting.containsKey(wakeUp.id())) {
      waiting.put(wakeUp.id(), wakeUp);
    } else {
      tooMany = true;
    }
  }

  /** The next aggregates to look at, at most so many. */
  synchronized List<WakeUp> take(int most) {
    var taken = new ArrayList<WakeUp>(Math.min(most, waiting.size()));
    Iterator<WakeUp> oldest = waiting.values().iterator();
    while (taken.size() < most && oldest.hasNext()) {
      taken.add(oldest.next());
      oldest.remove();
    }
    return taken;
  }

  /** Whether all are to be looked at, because some were not named, since this was last asked. */
  synchronized boolean wereTooMany() {
    boolean forgotten = tooMany;
    tooMany = false;
    return forgotten;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty() && !tooMany;
  }

  /** All outboxes are about to be looked at. */
  synchronized void clear() {
    waiting.clear();
    tooMany = false;
  }
}
