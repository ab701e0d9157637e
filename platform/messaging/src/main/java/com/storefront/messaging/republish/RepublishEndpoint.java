package com.storefront.messaging.republish;

import org.jspecify.annotations.Nullable;
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

  /** Consumers refuse sequences from 2^53: this leaves room for 9,000 restores. */
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
    if (pace < 1 || raise < 0 || raise > MAX_RAISE) {
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_BAD_REQUEST);
    }
    return republisher
        .start(pace, raise)
        .map(started -> new WebEndpointResponse<>(started))
        .orElseGet(() -> new WebEndpointResponse<>(CONFLICT));
  }
}
