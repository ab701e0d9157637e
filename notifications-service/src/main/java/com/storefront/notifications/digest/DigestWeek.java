package com.storefront.notifications.digest;

import java.time.Instant;

/**
 * A week for which each customer gets at most one digest.
 *
 * @param name as 2026-W48; a later week has a greater name
 * @param end the last moment at which a digest may be decided
 */
public record DigestWeek(String name, Instant end) {}
