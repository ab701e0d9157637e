package com.storefront.web.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * The requests that customers may make for their own resources. Staff may make every request; a
 * request without a rule is for staff only.
 */
public final class AccessRules {

  private final List<Rule> rules = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();

  /** Allows a request whose only path variable is the id of the customer; GET includes HEAD. */
  public AccessRules allow(HttpMethod method, String path) {
    return allow(method, path, Optional::of);
  }

  /**
   * Allows a request for a resource that belongs to a customer; GET includes HEAD.
   *
   * @param path within the service, with one variable: the id of the resource
   * @param owner finds the customer id of a resource by its id; empty if there is no such resource
   */
  public AccessRules allow(
      HttpMethod method, String path, Function<String, Optional<String>> owner) {
    rules.add(new Rule(method, path, owner));
    return method.equals(HttpMethod.GET) ? allow(HttpMethod.HEAD, path, owner) : this;
  }

  /** Allows a request without a token; GET includes HEAD. */
  public AccessRules allowEveryone(HttpMethod method, String path) {
    open.add(new Open(method, path));
    return method.equals(HttpMethod.GET) ? allowEveryone(HttpMethod.HEAD, path) : this;
  }

  List<Open> open() {
    return open;
  }

  /** A request that needs no token. */
  record Open(HttpMethod method, String path) {}

  List<Rule> rules() {
    return rules;
  }

  /**
   * Grants a request to the owner of the resource. Foreign and missing resources are both denied,
   * so that existence is not disclosed.
   */
  record Rule(HttpMethod method, String path, Function<String, Optional<String>> owner)
      implements AuthorizationManager<RequestAuthorizationContext> {

    /** The claim that holds the customer id assigned by the accounts service. */
    private static final String CUSTOMER_ID = "customer_id";

    @Override
    public AuthorizationDecision authorize(
        Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext request) {
      String id = request.getVariables().values().iterator().next();
      return new AuthorizationDecision(
          caller.get() instanceof JwtAuthenticationToken token
              && owner
                  .apply(id)
                  .filter(it -> it.equals(token.getToken().getClaimAsString(CUSTOMER_ID)))
                  .isPresent());
    }
  }
}
