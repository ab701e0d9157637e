package com.storefront.messaging.consumer.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/deadletters} on the management port: GET lists unresolved dead letters (optional
 * {@code topic}, {@code limit} and {@code after}), GET with an id shows one with its payload, POST
 * with an id replays it, POST without an id replays the unresolved ones (optional {@code topic} and
 * {@code after}), DELETE with an id drops one (optional {@code reason}). {@code by} names the
 * operator.
 */
@Endpoint(id = "deadletters")
public class DeadLettersEndpoint {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;
  private static final int MAX_NAME_LENGTH = 100;
  private static final int MAX_REASON_LENGTH = 500;

  private final DeadLetterService deadLetters;

  DeadLettersEndpoint(DeadLetterService deadLetters) {
    this.deadLetters = deadLetters;
  }

  /**
   * @param limit read as a text, so that a malformed one is described
   */
  @ReadOperation
  public Page list(@Nullable String topic, @Nullable String limit, @Nullable String after) {
    int atMost = limit == null ? DEFAULT_LIMIT : parse(limit);
    return new Page(
        deadLetters.unresolved(topic, after, atMost), deadLetters.countUnresolved(topic));
  }

  @ReadOperation
  public DeadLetter show(@Selector String id) {
    return deadLetters.find(id);
  }

  /** Replays some of the dead letters; the caller continues until {@code next} is null. */
  @WriteOperation
  public Replay replayAll(String by, @Nullable String topic, @Nullable String after) {
    return deadLetters.replayAll(topic, after, named(by));
  }

  @WriteOperation
  public WebEndpointResponse<Outcome> replay(@Selector String id, String by) {
    try {
      deadLetters.replay(id, named(by));
      return new WebEndpointResponse<>(new Outcome(1, 0, null));
    } catch (ReplayRefused stillFailing) {
      return new WebEndpointResponse<>(new Outcome(0, 1, stillFailing.getMessage()), 409);
    }
  }

  @DeleteOperation
  public void drop(@Selector String id, String by, @Nullable String reason) {
    if (reason != null && reason.length() > MAX_REASON_LENGTH) {
      throw new InvalidEndpointRequestException(
          "Too long a reason",
          "reason must have at most %d characters.".formatted(MAX_REASON_LENGTH));
    }
    deadLetters.drop(id, named(by), reason);
  }

  private static int parse(String limit) {
    if (!limit.matches("0*[1-9]\\d{0,8}")) {
      throw new InvalidEndpointRequestException(
          "Malformed limit", "limit must be a whole number from 1 to %d.".formatted(MAX_LIMIT));
    }
    return Math.min(Integer.parseInt(limit), MAX_LIMIT);
  }

  private static String named(String by) {
    if (by.isBlank() || by.length() > MAX_NAME_LENGTH) {
      throw new InvalidEndpointRequestException(
          "Malformed name of the operator",
          "by must name the operator, with 1 to %d characters.".formatted(MAX_NAME_LENGTH));
    }
    return by;
  }

  /**
   * Unresolved dead letters.
   *
   * @param unresolved how many there are, also those that are not on the page
   */
  public record Page(List<DeadLetter> deadLetters, long unresolved) {}

  /**
   * The result of the replay of one dead letter.
   *
   * @param replayed 1 if the record was applied
   * @param refused 1 if the record still cannot be applied
   * @param reason why it was refused
   */
  public record Outcome(int replayed, int refused, @Nullable String reason) {}
}
