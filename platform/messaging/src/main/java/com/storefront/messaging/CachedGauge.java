package com.storefront.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A value of a gauge that is read from a server: in the background when the gauge is read, at most
 * every five seconds. A server that does not answer delays a scrape by half a second at most.
 */
public final class CachedGauge<T> {

  private static final Logger log = LoggerFactory.getLogger(CachedGauge.class);
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);
  private static final Duration MAX_AGE = Duration.ofMinutes(1);
  private static final Executor THREADS = threads();

  private final Supplier<T> source;

  private @Nullable T value;
  private long readAt;
  private long refreshedAt = System.nanoTime() - REFRESH_INTERVAL.toNanos();
  private CompletableFuture<Void> refresh = CompletableFuture.completedFuture(null);

  /**
   * @param source may block, and may throw
   */
  public CachedGauge(Supplier<T> source) {
    this.source = source;
  }

  private static Executor threads() {
    var factory = new CustomizableThreadFactory("gauge-");
    factory.setDaemon(true);
    return Executors.newCachedThreadPool(factory);
  }

  /** A number of the value; NaN if the last value is older than a minute or there is none. */
  public double number(ToDoubleFunction<T> of) {
    awaitRefresh();
    synchronized (this) {
      boolean isCurrent = System.nanoTime() - readAt < MAX_AGE.toNanos();
      return value != null && isCurrent ? of.applyAsDouble(value) : Double.NaN;
    }
  }

  private void awaitRefresh() {
    try {
      refreshIfDue().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException unavailable) {
      log.debug("The gauge has no current value", unavailable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Only the caller that starts a refresh waits for it. */
  private synchronized CompletableFuture<Void> refreshIfDue() {
    long now = System.nanoTime();
    if (!refresh.isDone() || now - refreshedAt < REFRESH_INTERVAL.toNanos()) {
      return CompletableFuture.completedFuture(null);
    }
    refreshedAt = now;
    refresh = CompletableFuture.supplyAsync(source, THREADS).thenAccept(this::store);
    return refresh;
  }

  private synchronized void store(T current) {
    value = current;
    readAt = System.nanoTime();
  }
}
