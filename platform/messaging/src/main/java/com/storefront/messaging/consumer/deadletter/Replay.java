package com.storefront.messaging.consumer.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * The result of a replay.
 *
 * @param replayed dead letters whose records were applied
 * @param refused dead letters whose records still cannot be applied
 * @param reason why the first of these was refused
 * @param next the id of the dead letter after which the next call continues; null if none is left
 * @param unresolved dead letters that are unresolved now, also the refused ones
 */
public record Replay(
    int replayed, int refused, @Nullable String reason, @Nullable String next, long unresolved) {}
