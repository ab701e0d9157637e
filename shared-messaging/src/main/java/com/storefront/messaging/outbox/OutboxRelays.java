package com.storefront.messaging.outbox;

import com.storefront.messaging.TopicAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private volatile boolean running;

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
    running = true;
    relays.forEach(
        (source, relay) -> {
          var thread = new Thread(() -> run(source, relay), "outbox-relay-" + source.topic());
          thread.setDaemon(true);
          threads.add(thread);
          thread.start();
        });
  }

  private void run(Publication source, OutboxRelay relay) {
    if (publish) {
      declareTopic(source);
    }
    relay.run(() -> !running);
  }

  private void declareTopic(Publication source) {
    NewTopic topic =
        source.carriesState()
            ? topics.compactedTopic(source.topic())
            : topics.topic(source.topic());
    topics.declare(List.of(topic), () -> !running);
  }

  @Override
  public void stop() {
    running = false;
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
    return running;
  }

  @Override
  public int getPhase() {
    return STOPPED_LATE;
  }
}
