package com.storefront.messaging.republish;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/republish} on the management port. POST starts to publish the newest event of
 * every aggregate again (optional: {@code perSecond}; {@code raiseBy} after a restore). GET returns
 * the progress. POST returns 409 while a run is active in any instance; only that instance knows
 * its progress.
 */
@Endpoint(id = "republish")
public class RepublishEndpoint {

  private static final int DEFAULT_PER_SECOND = 2000;
  private static final int CONFLICT = 409;

  /** Consumers refuse sequences above 2<sup>53</sup>: this leaves room for 9,000. */
  private static final long MAX_RAISE = 1_000_000_000_000L;

  private final Republisher republisher;

  RepublishEndpoint(Republisher republisher) {
    this.republisher = republisher;
  }

  @ReadOperation
  public WebEndpointResponse<Republication> progress() {
    Republication latest = republisher.latest();
    return latest == null
        ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
        : new WebEndpointResponse<>(latest);
  }

  @WriteOperation
  public WebEndpointResponse<Republication> start(
      @Nullable Integer perSecond, @Nullable Long raiseBy) {
    int pace = perSecond == null ? DEFAULT_PER_SECOND : perSecond;
    long raise = raiseBy == null ? 0 : raiseBy;
    if (pace < 1) {
      throw new InvalidEndpointRequestException(
          "Malformed pace", "perSecond must be a whole number from 1 on.");
    }
    if (raise < 0 || raise > MAX_RAISE) {
      throw new InvalidEndpointRequestException(
          "Malformed raise", "raiseBy must be a whole number from 0 to %d.".formatted(MAX_RAISE));
    }
    return republisher
        .start(pace, raise)
        .map(started -> new WebEndpointResponse<>(started))
        .orElseGet(() -> new WebEndpointResponse<>(CONFLICT));
  }
}
