package com.storefront.messaging.timer;

import com.storefront.messaging.outbox.RelayLease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs due timers on a few threads, each while this instance holds the lease of that thread. */
class TimerRunner implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(TimerRunner.class);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  /** Stops before the relays, which still publish the events of the last handlers. */
  private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

  private final List<Lane> lanes;
  private final TimerSettings settings;

  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private List<Thread> threads = List.of();

  TimerRunner(List<Lane> lanes, TimerSettings settings) {
    this.lanes = lanes;
    this.settings = settings;
  }

  /**
   * Timers that one thread runs.
   *
   * @param name of the thread
   */
  record Lane(String name, List<? extends Timers<?>> timers, RelayLease lease) {}

  /** The timers of each collection. */
  List<DueTimers> timers() {
    return lanes.stream()
        .flatMap(lane -> lane.timers().stream())
        .<DueTimers>map(Timers::due)
        .distinct()
        .toList();
  }

  @Override
  public boolean isAutoStartup() {
    return settings.enabled();
  }

  @Override
  public synchronized void start() {
    var stopped = new CountDownLatch(1);
    this.stopped = stopped;
    threads =
        lanes.stream().map(lane -> new Thread(() -> run(lane, stopped), lane.name())).toList();
    threads.forEach(thread -> thread.setDaemon(true));
    threads.forEach(Thread::start);
  }

  private void run(Lane lane, CountDownLatch stopped) {
    RelayLease lease = lane.lease();
    boolean indexed = false;
    Duration pause = Duration.ZERO;
    try {
      while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = settings.pollInterval();
        try {
          if (!lease.hold()) {
            pause = lease.retryInterval();
            continue;
          }
          if (!indexed) {
            lane.timers().forEach(Timers::ensureIndexes);
            indexed = true;
          }
          boolean ranAny = false;
          for (Timers<?> each : lane.timers()) {
            ranAny |= each.runDue(() -> stopped.getCount() > 0 && lease.isCurrent());
          }
          pause = ranAny ? Duration.ZERO : pause;
        } catch (RuntimeException failure) {
          log.info("Timers cannot be run now, will retry: {}", failure.toString());
          pause = lease.retryInterval();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    lease.release();
  }

  @Override
  public synchronized void stop() {
    stopped.countDown();
    long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      }
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
