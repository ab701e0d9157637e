package com.storefront.messaging.timer;

import com.storefront.messaging.outbox.RelayLease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs due timers on one thread, while this instance holds the lease. */
class TimerRunner implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(TimerRunner.class);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  /** Stops before the relays, which still publish the events of the last handlers. */
  private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

  private final List<? extends Timers<?>> timers;
  private final RelayLease lease;
  private final TimerSettings settings;

  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private @Nullable Thread thread;

  TimerRunner(List<? extends Timers<?>> timers, RelayLease lease, TimerSettings settings) {
    this.timers = timers;
    this.lease = lease;
    this.settings = settings;
  }

  /** The timers of each collection. */
  List<DueTimers> timers() {
    return timers.stream().<DueTimers>map(Timers::due).toList();
  }

  @Override
  public boolean isAutoStartup() {
    return settings.enabled();
  }

  @Override
  public synchronized void start() {
    var stopped = new CountDownLatch(1);
    this.stopped = stopped;
    thread = new Thread(() -> run(stopped), "timers");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(CountDownLatch stopped) {
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
            timers.forEach(Timers::ensureIndexes);
            indexed = true;
          }
          boolean ranAny = false;
          for (Timers<?> each : timers) {
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
    try {
      if (thread != null) {
        thread.join(STOP_TIMEOUT.toMillis());
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
