package com.storefront.console.management;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The state of a service.
 *
 * @param version null if it is not known
 * @param unpublished documents with events that are not published
 * @param unread records that it has not consumed
 * @param deadLetters records that could not be applied
 * @param failingTimers documents with a timer whose handler fails
 * @param heapBytes used memory
 * @param findings what needs attention, in words; empty if all is well
 */
record Part(
    String name,
    State state,
    @Nullable String version,
    long unpublished,
    long unread,
    long deadLetters,
    long failingTimers,
    long heapBytes,
    List<String> findings) {

  /** A backlog is reported only if it lasts; under load, events always wait a moment. */
  private static final long LASTING_SECONDS = 5;

  private static final long LASTING_LAG = 100;

  enum State {
    UP,
    DEGRADED,
    UNREACHABLE
  }

  static Part unreachable(String name, String reason) {
    return new Part(name, State.UNREACHABLE, null, 0, 0, 0, 0, 0, List.of(reason));
  }

  static Part of(String name, JsonNode health, JsonNode info, Metrics metrics) {
    var findings = new ArrayList<String>();
    health
        .path("components")
        .propertyStream()
        .filter(it -> !it.getValue().path("status").asString("").equals("UP"))
        .forEach(it -> findings.add(describe(it.getKey(), it.getValue())));
    long unpublished = metrics.sum("storefront_outbox_pending");
    long oldest = metrics.max("storefront_outbox_oldest_age_seconds");
    if (unpublished > 0 && oldest >= LASTING_SECONDS) {
      findings.add(
          "Documents with unpublished events: %d, the oldest for %d s."
              .formatted(unpublished, oldest));
    }
    long parked = metrics.sum("storefront_outbox_parked");
    if (parked > 0) {
      findings.add("Documents with events that can never be published: %d.".formatted(parked));
    }
    long unread = metrics.sum("storefront_follower_lag");
    if (unread >= LASTING_LAG) {
      findings.add("Records that are not consumed yet: %d.".formatted(unread));
    }
    long deadLetters = metrics.sum("storefront_dead_letters_waiting");
    if (deadLetters > 0) {
      findings.add("Unresolved dead letters: %d.".formatted(deadLetters));
    }
    long failing = metrics.sum("storefront_timers_failing");
    if (failing > 0) {
      findings.add("Documents with failing timers: %d.".formatted(failing));
    }
    boolean up = health.path("status").asString("").equals("UP");
    return new Part(
        name,
        up ? State.UP : State.DEGRADED,
        info.at("/app/version").asString(null),
        unpublished,
        unread,
        deadLetters,
        failing,
        metrics.sum("jvm_memory_used_bytes"),
        List.copyOf(findings));
  }

  private static String describe(String component, JsonNode health) {
    return "%s: %s".formatted(component, health.path("status").asString("unknown"));
  }
}
