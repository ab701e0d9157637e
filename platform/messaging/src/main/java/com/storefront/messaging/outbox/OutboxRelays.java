package com.storefront.messaging.outbox;

import com.storefront.messaging.TopicProvisioner;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Runs a relay for each type of document that publishes events, on a thread of its own. */
class OutboxRelays implements SmartLifecycle {

  private static final int STOP_TIMEOUT_SECONDS = 5;

  /** Stops after the web server, whose last requests may still write events. */
  private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

  private final List<OutboxRelay> relays;
  private final TopicProvisioner topics;
  private final RelaySignal signal;
  private final boolean enabled;

  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * @param enabled whether the relays run; without them only their metrics are available
   */
  OutboxRelays(
      List<OutboxRelay> relays, TopicProvisioner topics, RelaySignal signal, boolean enabled) {
    this.relays = relays;
    this.topics = topics;
    this.signal = signal;
    this.enabled = enabled;
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  @Override
  public void start() {
    var stopped = new CountDownLatch(1);
    var factory = new CustomizableThreadFactory("outbox-relay-");
    factory.setDaemon(true);
    this.stopped = stopped;
    threads = Executors.newCachedThreadPool(factory);
    relays.forEach(relay -> threads.execute(() -> run(relay, stopped)));
  }

  private void run(OutboxRelay relay, CountDownLatch stopped) {
    Publication publication = relay.publication();
    NewTopic topic =
        publication.eventCarriedState()
            ? topics.compactedTopic(publication.topic())
            : topics.topic(publication.topic());
    topics.declare(List.of(topic), () -> stopped.getCount() == 0);
    try {
      relay.run(stopped);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
    signal.raise();
    threads.shutdown();
    try {
      threads.awaitTermination(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
