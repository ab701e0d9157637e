package com.storefront.messaging.outbox;

import com.storefront.messaging.TopicAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.SmartLifecycle;

/** Runs a relay for each type of aggregate, from when the service is up until it goes down. */
class OutboxRelays implements SmartLifecycle {

  private static final long LONGEST_STOP_MILLIS = 5_000;

  /** After the web server, whose last requests may still have something to tell. */
  private static final int STOPPED_LATE = SmartLifecycle.DEFAULT_PHASE - 4096;

  private final Map<Publication, OutboxRelay> relays;
  private final TopicAdmin topics;
  private final boolean publish;
  private final List<Thread> threads = new ArrayList<>();

  /** Of the newest start: what an earlier one left running stays stopped. */
  private volatile AtomicBoolean stopped = new AtomicBoolean(true);

  /**
   * @param publish whether they may publish, to topics that are there then
   */
  OutboxRelays(Map<Publication, OutboxRelay> relays, TopicAdmin topics, boolean publish) {
    this.relays = relays;
    this.topics = topics;
    this.publish = publish;
  }

  @Override
  public void start() {
    var stopped = new AtomicBoolean();
    this.stopped = stopped;
    relays.forEach(
        (source, relay) -> {
          var declared = new AtomicBoolean();
          threads.add(
              begin(
                  "outbox-relay-" + source.topic(), () -> relay.run(declared::get, stopped::get)));
          if (publish) {
            begin(
                "outbox-topic-" + source.topic(),
                () -> {
                  declareTopic(source, stopped);
                  declared.set(true);
                  relay.wake();
                });
          }
        });
  }

  private static Thread begin(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void declareTopic(Publication source, AtomicBoolean stopped) {
    NewTopic topic =
        source.carriesState()
            ? topics.compactedTopic(source.topic())
            : topics.topic(source.topic());
    topics.declare(List.of(topic), stopped::get);
  }

  @Override
  public void stop() {
    stopped.set(true);
    relays.values().forEach(OutboxRelay::wake);
    for (Thread thread : threads) {
      try {
        thread.join(LONGEST_STOP_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return !stopped.get();
  }

  @Override
  public int getPhase() {
    return STOPPED_LATE;
  }
}
