package com.storefront.messaging.role;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * How old the data is that the current thread has read, at most.
 *
 * <p>A member of a replica set returns with each answer the time of the last write that the answer
 * takes into account, {@code operationTime}: with read concern majority, of the last write that the
 * member knows to be durable. Later writes may be missing. The primary writes at least every ten
 * seconds, so without other writes the age is up to ten seconds although nothing is missing.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/method/db.runCommand/#response">the
 *     response of a command</a>
 */
public final class DataAge implements CommandListener {

  private final Clock clock;
  private final ThreadLocal<@Nullable Instant> oldest = new ThreadLocal<>();

  DataAge(Clock clock) {
    this.clock = clock;
  }

  /** Begins a new request: what was read before does not count. */
  public void reset() {
    oldest.remove();
  }

  /** The age in seconds, rounded up; empty if nothing was read since the reset. */
  public OptionalLong seconds() {
    Instant time = oldest.get();
    if (time == null) {
      return OptionalLong.empty();
    }
    Duration age = Duration.between(time, clock.instant());
    return OptionalLong.of(Math.max(0, age.plusMillis(999).toSeconds()));
  }

  /** The driver calls it in the thread that sent the command. */
  @Override
  public void commandSucceeded(CommandSucceededEvent event) {
    BsonValue value = event.getResponse().get("operationTime");
    if (value != null && value.isTimestamp()) {
      Instant time = Instant.ofEpochSecond(Integer.toUnsignedLong(value.asTimestamp().getTime()));
      Instant other = oldest.get();
      if (other == null || time.isBefore(other)) {
        oldest.set(time);
      }
    }
  }
}
