package com.storefront.web.token;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.OAuth2ProtectedResourceMetadata;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.firewall.DefaultHttpFirewall;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.web.context.support.WebApplicationContextUtils;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Asks every caller of the API for a token: staff may do everything, customers what the service's
 * {@link CustomerRights} say. {@link TokenSwitch} leaves it out where no issuer is named.
 */
@AutoConfiguration(
    before = {
      OAuth2ResourceServerWebSecurityAutoConfiguration.class,
      ServletWebSecurityAutoConfiguration.class
    },
    beforeName = "com.storefront.web.problem.ProblemAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import(TokenProblems.class)
class TokenAutoConfiguration {

  /** The documents hold no more than the sources do, and Swagger UI is where a token is given. */
  private static final String[] DOCUMENTS = {
    "/swagger-ui", "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs.yaml", "/v3/api-docs/**"
  };

  private static final AuthorizationManager<RequestAuthorizationContext> STAFF =
      AuthorityAuthorizationManager.hasAuthority("SCOPE_staff");

  /** No cookie, hence no session to keep and no forged form to fear. */
  @Bean
  SecurityFilterChain tokens(
      HttpSecurity http,
      @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer,
      ObjectProvider<CustomerRights> rights,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return http.securityMatcher(request -> !isForManagement(request))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests -> allow(requests, rights.getIfAvailable(CustomerRights::none)))
        .oauth2ResourceServer(
            tokens ->
                tokens
                    .jwt(Customizer.withDefaults())
                    .authenticationEntryPoint(unauthorized(problems))
                    .accessDeniedHandler(forbidden(problems))
                    .protectedResourceMetadata(
                        about -> about.protectedResourceMetadataCustomizer(it -> tell(it, issuer))))
        .addFilterBefore(new FaultFilter(problems), BearerTokenAuthenticationFilter.class)
        .build();
  }

  private static void allow(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests,
      CustomerRights rights) {
    requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
    requests.requestMatchers(DOCUMENTS).permitAll();
    for (CustomerRights.Right right : rights.all()) {
      requests
          .requestMatchers(right.method(), right.path())
          .access(AuthorizationManagers.anyOf(STAFF, new OwnOnly(right.owner())));
    }
    requests.anyRequest().access(STAFF);
  }

  /**
   * To where a refusal's WWW-Authenticate leads (RFC 9728); no client's certificate gets so far.
   */
  private static void tell(OAuth2ProtectedResourceMetadata.Builder about, String issuer) {
    about.authorizationServer(issuer).tlsClientCertificateBoundAccessTokens(false);
  }

  /**
   * Spring Boot puts the filter before management as well, which has a port that no gateway knows.
   */
  private static boolean isForManagement(HttpServletRequest request) {
    return WebServerApplicationContext.hasServerNamespace(
        WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext()),
        "management");
  }

  private static AuthenticationEntryPoint unauthorized(HandlerExceptionResolver problems) {
    var challenge = new BearerTokenAuthenticationEntryPoint();
    return (request, response, unknown) -> {
      challenge.commence(request, response, unknown);
      problems.resolveException(request, response, null, unknown);
    };
  }

  private static AccessDeniedHandler forbidden(HandlerExceptionResolver problems) {
    var challenge = new BearerTokenAccessDeniedHandler();
    return (request, response, refused) -> {
      challenge.handle(request, response, refused);
      problems.resolveException(request, response, null, refused);
    };
  }

  /** A token that never expires could never be taken back. */
  @Bean
  JwtTimestampValidator endsSomeDay() {
    var validator = new JwtTimestampValidator();
    validator.setAllowEmptyExpiryClaim(false);
    return validator;
  }

  /** Issuers that keep to RFC 9068 call an access token {@code at+jwt}. */
  @Bean
  JwtTypeValidator isForAccess() {
    var validator = new JwtTypeValidator("JWT", "at+jwt");
    validator.setAllowEmpty(true);
    return validator;
  }

  /**
   * Tomcat and the conventions refuse what is malformed, with problems; the strict one would make a
   * 500 of a header that a controller reads and a 400 of a method that a path does not know.
   */
  @Bean
  HttpFirewall httpFirewall() {
    return new DefaultHttpFirewall();
  }

  /** What comes of a request is counted as everywhere; its way through the filters is not. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  TokenDocument tokenDocument() {
    return new TokenDocument();
  }
}
