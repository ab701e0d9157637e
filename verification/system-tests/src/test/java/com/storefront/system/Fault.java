package com.storefront.system;

import java.time.Duration;
import java.util.Locale;

/**
 * A fault that lasts for a while.
 *
 * @param target the service; null for faults of Kafka and MongoDB
 * @param begins after the start of the schedule
 */
record Fault(Kind kind, Service target, Duration begins, Duration lasts) {

  enum Kind {
    /** SIGKILL, then a restart. */
    KILL,
    /** SIGSTOP for longer than the relay's lease or the consumer's session, then SIGCONT. */
    PAUSE,
    /** A second instance joins, then gets a SIGKILL. */
    SECOND_INSTANCE_KILLED,
    /** A second instance joins, then shuts down. */
    SECOND_INSTANCE_STOPPED,
    /** The service is replaced by an instance whose clock is an hour ahead. */
    SHIFT_CLOCK,
    STOP_KAFKA,
    KILL_MONGODB,
    PAUSE_MONGODB,
    CUT_OFF_KAFKA,
    CUT_OFF_MONGODB,
    SILENCE_KAFKA,
    SILENCE_MONGODB,
    SLOW_KAFKA,
    SLOW_MONGODB;

    boolean hitsAService() {
      return compareTo(STOP_KAFKA) < 0;
    }

    /** The resource that only one fault at a time can affect. */
    private String resource() {
      return switch (this) {
        case KILL, PAUSE, SHIFT_CLOCK -> "first instance";
        case SECOND_INSTANCE_KILLED, SECOND_INSTANCE_STOPPED -> "second instance";
        case STOP_KAFKA -> "kafka";
        case KILL_MONGODB, PAUSE_MONGODB -> "mongodb";
        case CUT_OFF_KAFKA, SILENCE_KAFKA, SLOW_KAFKA -> "kafka proxy";
        case CUT_OFF_MONGODB, SILENCE_MONGODB, SLOW_MONGODB -> "mongodb proxy";
      };
    }
  }

  boolean excludes(Fault other) {
    return target == other.target && kind.resource().equals(other.kind.resource());
  }

  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "%s%s at %.1f s for %.1f s"
        .formatted(
            name,
            target == null ? "" : " " + target,
            begins.toMillis() / 1000.0,
            lasts.toMillis() / 1000.0);
  }
}
