package com.storefront.orders.customer.web;

import com.storefront.orders.customer.CustomerRebuild;
import com.storefront.orders.customer.Rebuild;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/rebuild} on the management port: POST begins to make the copies of the customers
 * anew ({@code force} switches even if something is lost by it), GET tells how far it is. 409 while
 * one runs.
 */
@Component
@Endpoint(id = "rebuild")
class RebuildEndpoint {

  private final CustomerRebuild rebuild;

  RebuildEndpoint(CustomerRebuild rebuild) {
    this.rebuild = rebuild;
  }

  @ReadOperation
  WebEndpointResponse<Rebuild> progress() {
    Rebuild newest = rebuild.newest();
    return newest == null
        ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
        : new WebEndpointResponse<>(newest);
  }

  @WriteOperation
  WebEndpointResponse<Rebuild> begin(@Nullable Boolean force) {
    return rebuild
        .begin(Boolean.TRUE.equals(force))
        .map(begun -> new WebEndpointResponse<>(begun))
        .orElseGet(() -> new WebEndpointResponse<>(409));
  }
}
