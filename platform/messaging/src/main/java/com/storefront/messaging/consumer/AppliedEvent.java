package com.storefront.messaging.consumer;

import org.jspecify.annotations.Nullable;

/**
 * An event that a document contains.
 *
 * @param position of its record, see {@link ReceivedEvent}; null if an earlier version applied it
 */
public record AppliedEvent(long sequence, String eventId, @Nullable String position) {}
