package com.storefront.messaging.outbox;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/republish} on the management port: POST begins to tell the newest event of every
 * aggregate again (optional {@code perSecond}; {@code raiseBy} after a restore), GET tells how far
 * it is. 409 while one runs, in this instance or another; only the one that runs it knows how far
 * it is.
 */
@Endpoint(id = "republish")
public class RepublishEndpoint {

  private static final int USUAL_PACE = 2000;

  private final Republisher republisher;

  RepublishEndpoint(Republisher republisher) {
    this.republisher = republisher;
  }

  @ReadOperation
  public WebEndpointResponse<Republication> progress() {
    Republication newest = republisher.newest();
    return newest == null
        ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
        : new WebEndpointResponse<>(newest);
  }

  @WriteOperation
  public WebEndpointResponse<Republication> begin(
      @Nullable Integer perSecond, @Nullable Long raiseBy) {
    int pace = perSecond == null ? USUAL_PACE : perSecond;
    long raise = raiseBy == null ? 0 : raiseBy;
    if (pace < 1 || raise < 0) {
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_BAD_REQUEST);
    }
    return republisher
        .begin(pace, raise)
        .map(begun -> new WebEndpointResponse<>(begun))
        .orElseGet(() -> new WebEndpointResponse<>(409));
  }
}
