package com.storefront.messaging.deadletter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/deadletters} on the management port: GET lists what waits (optional {@code
 * topic} and {@code limit}), GET with an id shows the payload too, POST with an id replays, POST
 * without one replays all that wait, DELETE with an id drops. Who does it is said in {@code by}.
 */
@Endpoint(id = "deadletters")
public class DeadLettersEndpoint {

  private static final int USUAL_LIMIT = 100;
  private static final int LARGEST_LIMIT = 1000;

  private final DeadLetterOffice office;

  DeadLettersEndpoint(DeadLetterOffice office) {
    this.office = office;
  }

  @ReadOperation
  public Map<String, List<DeadLetter>> waiting(@Nullable String topic, @Nullable Integer limit) {
    int most = limit == null ? USUAL_LIMIT : Math.min(limit, LARGEST_LIMIT);
    return Map.of("deadLetters", office.waiting(topic, most));
  }

  @ReadOperation
  public WebEndpointResponse<DeadLetter> show(@Selector String id) {
    return office
        .find(id)
        .map(letter -> new WebEndpointResponse<>(letter, WebEndpointResponse.STATUS_OK))
        .orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
  }

  @WriteOperation
  public Outcome replayAll(String by, @Nullable String topic) {
    int replayed = 0;
    int refused = 0;
    for (DeadLetter letter : office.waiting(topic, LARGEST_LIMIT)) {
      try {
        office.replay(letter.id(), by);
        replayed++;
      } catch (DeadLetterRefused still) {
        refused++;
      }
    }
    return new Outcome(replayed, refused, null);
  }

  @WriteOperation
  public WebEndpointResponse<Outcome> replay(@Selector String id, String by) {
    try {
      return answer(office.replay(id, by), new Outcome(1, 0, null));
    } catch (DeadLetterRefused still) {
      return new WebEndpointResponse<>(new Outcome(0, 1, still.getMessage()), 409);
    }
  }

  @DeleteOperation
  public WebEndpointResponse<Outcome> drop(@Selector String id, String by) {
    return answer(office.drop(id, by), new Outcome(0, 0, null));
  }

  private static WebEndpointResponse<Outcome> answer(boolean found, Outcome outcome) {
    return found
        ? new WebEndpointResponse<>(outcome, WebEndpointResponse.STATUS_OK)
        : new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
  }

  /**
   * What a replay did.
   *
   * @param replayed letters that are applied now
   * @param refused letters that still can't be applied and go on waiting
   * @param reason why, where one was asked for
   */
  public record Outcome(int replayed, int refused, @Nullable String reason) {}
}
