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
 * @param action is given aggregates without the timer, changes them and saves them with {@link
 *     AggregateStore#updateAll}, also if nothing else is to be changed. The change and the end of
 *     the timer are then one write, so of several attempts one has an effect. What was not saved is
 *     tried again later; after an exception, each aggregate alone
 */
public record TimerHandler<T extends Aggregate>(
    Class<T> type, String name, Consumer<List<T>> action) {}
