package com.storefront.messaging.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision of an operator.
 *
 * @param at when it was made
 * @param by the operator
 * @param action what was decided, for example DROPPED
 * @param subject what it is about, for example the id of a dead letter
 * @param detail more about the subject; null if there is nothing
 * @param reason why; null if none was given
 */
public record AuditEntry(
    Instant at,
    String by,
    String action,
    String subject,
    @Nullable String detail,
    @Nullable String reason) {}
