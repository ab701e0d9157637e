package com.storefront.web.token;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Lets customers at what is their own. What is another's and what is not there are refused alike,
 * so that nobody learns of anything by asking for it.
 */
class OwnOnly implements AuthorizationManager<RequestAuthorizationContext> {

  /** The claim that names a customer by the id that accounts gave them. */
  private static final String CUSTOMER = "customer_id";

  private final CustomerRights.Owner owner;

  OwnOnly(CustomerRights.Owner owner) {
    this.owner = owner;
  }

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext request) {
    String id = request.getVariables().values().iterator().next();
    return new AuthorizationDecision(
        customer(caller.get())
            .filter(customer -> owner.of(id).filter(customer::equals).isPresent())
            .isPresent());
  }

  private static Optional<String> customer(@Nullable Authentication caller) {
    return caller instanceof JwtAuthenticationToken token
        ? Optional.ofNullable(token.getToken().getClaimAsString(CUSTOMER))
        : Optional.empty();
  }
}
