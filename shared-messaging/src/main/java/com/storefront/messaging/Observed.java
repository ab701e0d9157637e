package com.storefront.messaging;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What gauges show of a server: asked for in the background when somebody looks, at most every five
 * seconds, and waited for at most half a second. So a server that is away delays no scrape.
 */
public final class Observed<T> {

  private static final Logger log = LoggerFactory.getLogger(Observed.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration USEFUL = Duration.ofMinutes(1);
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "observation");
            thread.setDaemon(true);
            return thread;
          });

  private final Supplier<T> question;

  private @Nullable T seen;
  private long seenAt;
  private long askedAt = System.nanoTime() - FRESH.toNanos();
  private boolean asking;

  /**
   * @param question may take long, and may throw
   */
  public Observed(Supplier<T> question) {
    this.question = question;
  }

  /** A number of what was seen last; not a number if that was more than a minute ago, or never. */
  public double number(ToDoubleFunction<T> of) {
    return last().map(of::applyAsDouble).orElse(Double.NaN);
  }

  private Optional<T> last() {
    Future<?> answer = askIfDue();
    if (answer != null) {
      await(answer);
    }
    synchronized (this) {
      boolean isUseful = System.nanoTime() - seenAt < USEFUL.toNanos();
      return Optional.ofNullable(seen).filter(it -> isUseful);
    }
  }

  private synchronized @Nullable Future<?> askIfDue() {
    long now = System.nanoTime();
    if (asking || now - askedAt < FRESH.toNanos()) {
      return null;
    }
    asking = true;
    askedAt = now;
    return THREADS.submit(this::ask);
  }

  private void ask() {
    try {
      T answer = question.get();
      synchronized (this) {
        seen = answer;
        seenAt = System.nanoTime();
      }
    } catch (RuntimeException away) {
      log.debug("Can't be observed now", away);
    } finally {
      synchronized (this) {
        asking = false;
      }
    }
  }

  private static void await(Future<?> answer) {
    try {
      answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      log.debug("The answer is for those who look later", late);
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
