package com.storefront.messaging.timer;

import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.aggregate.AggregateStore;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happens when a timer is due; a bean.
 *
 * @param type of the aggregates that schedule the timer
 * @param name of the timer
 * @param batchSize how many aggregates the action is given at most
 * @param isSlow whether the action waits for other systems. It then has a thread of its own, so
 *     that it delays no other timer
 * @param action is given aggregates without the timer, changes them and saves them with {@link
 *     AggregateStore#updateAll}, also if nothing else is to be changed. The change and the end of
 *     the timer are then one write, so of several attempts one has an effect. What was not saved is
 *     tried again later; after an exception, each aggregate alone
 */
public record TimerHandler<T extends Aggregate>(
    Class<T> type, String name, int batchSize, boolean isSlow, Consumer<List<T>> action) {

  /** A handler that only uses the database. */
  public TimerHandler(Class<T> type, String name, Consumer<List<T>> action) {
    this(type, name, Timers.BATCH_SIZE, false, action);
  }

  /**
   * A handler that waits for other systems.
   *
   * @param batchSize such that the action takes a few seconds at most, because an instance that is
   *     stopped waits no longer
   */
  public static <T extends Aggregate> TimerHandler<T> slow(
      Class<T> type, String name, int batchSize, Consumer<List<T>> action) {
    return new TimerHandler<>(type, name, batchSize, true, action);
  }
}
