package com.storefront.system;

import java.time.Duration;
import java.util.Locale;

/**
 * Something that goes wrong for a while.
 *
 * @param target the service; null where there is only one to choose from
 * @param begins after the start of the schedule
 */
record Fault(Kind kind, Service target, Duration begins, Duration lasts) {

  /** What can go wrong. */
  enum Kind {
    /** SIGKILL, and a new start. */
    KILL,
    /** SIGSTOP for longer than a relay's lease, or than a consumer's session, and SIGCONT. */
    PAUSE,
    /** A second instance takes its share, and is killed. */
    COME_AND_BE_KILLED,
    /** A second instance takes its share, and leaves in peace. */
    COME_AND_GO,
    /** A process whose clock is an hour ahead of all others takes its place. */
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

    /** What two faults can't do to at once. */
    private String victim() {
      return switch (this) {
        case KILL, PAUSE, SHIFT_CLOCK -> "";
        case COME_AND_BE_KILLED, COME_AND_GO -> "second";
        case STOP_KAFKA -> "kafka";
        case KILL_MONGODB, PAUSE_MONGODB -> "mongodb";
        case CUT_OFF_KAFKA, SILENCE_KAFKA, SLOW_KAFKA -> "way to kafka";
        case CUT_OFF_MONGODB, SILENCE_MONGODB, SLOW_MONGODB -> "way to mongodb";
      };
    }
  }

  boolean excludes(Fault other) {
    return target == other.target && kind.victim().equals(other.kind.victim());
  }

  @Override
  public String toString() {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "%s%s at %.1f s for %.1f s"
        .formatted(
            what,
            target == null ? "" : " " + target,
            begins.toMillis() / 1000.0,
            lasts.toMillis() / 1000.0);
  }
}
