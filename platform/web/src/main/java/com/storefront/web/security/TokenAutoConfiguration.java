package com.storefront.web.security;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.firewall.DefaultHttpFirewall;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Requires a token for every request of the API where an issuer of tokens is configured: staff may
 * make every request, customers those of the {@link AccessRules}. Without an issuer every request
 * is allowed.
 */
@AutoConfiguration(
    after = OAuth2ResourceServerAutoConfiguration.class,
    before = {
      OAuth2ResourceServerWebSecurityAutoConfiguration.class,
      ServletWebSecurityAutoConfiguration.class
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class TokenAutoConfiguration {

  private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

  /** Public, because Swagger UI is where a user enters the token. */
  private static final String[] DOCUMENTS = {
    "/", "/swagger-ui", "/swagger-ui/**", "/v3/api-docs.yaml", "/v3/api-docs/**"
  };

  private static final AuthorizationManager<RequestAuthorizationContext> STAFF =
      AuthorityAuthorizationManager.hasAuthority("SCOPE_staff");

  /** Refuses to start with half a configuration, which would accept tokens of anyone. */
  TokenAutoConfiguration(OAuth2ResourceServerProperties properties) {
    OAuth2ResourceServerProperties.Jwt jwt = properties.getJwt();
    if (StringUtils.hasText(jwt.getIssuerUri())) {
      if (jwt.getAudiences().stream().noneMatch(StringUtils::hasText)) {
        throw invalid(
            "audiences", "Tokens for other audiences would be accepted. Set an audience.");
      }
    } else if (StringUtils.hasText(jwt.getJwkSetUri())
        || jwt.getPublicKeyLocation() != null
        || StringUtils.hasText(properties.getOpaquetoken().getIntrospectionUri())) {
      throw invalid("issuer-uri", "Tokens are required only where the issuer is set. Set it too.");
    }
  }

  private static RuntimeException invalid(String property, String reason) {
    return new InvalidConfigurationPropertyValueException(PREFIX + property, null, reason);
  }

  @Bean
  @ConditionalOnMissingBean(JwtDecoder.class)
  SecurityFilterChain allowAll() {
    return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE);
  }

  /**
   * Replaces the strict firewall, which answers a header with unusual characters with 500. Tomcat
   * and Spring MVC refuse malformed requests.
   */
  @Bean
  HttpFirewall httpFirewall() {
    return new DefaultHttpFirewall();
  }

  /** Needs no session and no CSRF token because there are no cookies. */
  @Bean
  @ConditionalOnBean(JwtDecoder.class)
  SecurityFilterChain requireToken(
      HttpSecurity http,
      @Value("${" + PREFIX + "issuer-uri}") String issuer,
      ObjectProvider<AccessRules> rules,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return http.securityMatcher(new NegatedRequestMatcher(EndpointRequest.toAnyEndpoint()))
        .cors(Customizer.withDefaults()) // preflight requests have no token
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(it -> authorize(it, rules.getIfAvailable(AccessRules::new)))
        .oauth2ResourceServer(
            it ->
                it.jwt(Customizer.withDefaults())
                    .authenticationEntryPoint(unauthorized(problems))
                    .accessDeniedHandler(forbidden(problems))
                    .protectedResourceMetadata(
                        metadata ->
                            metadata.protectedResourceMetadataCustomizer(
                                claims ->
                                    claims
                                        .authorizationServer(issuer)
                                        .tlsClientCertificateBoundAccessTokens(false))))
        .addFilterBefore(failures(problems), BearerTokenAuthenticationFilter.class)
        .build();
  }

  private static void authorize(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests,
      AccessRules rules) {
    requests.requestMatchers(DOCUMENTS).permitAll();
    rules.open().forEach(it -> requests.requestMatchers(it.method(), it.path()).permitAll());
    for (AccessRules.Rule rule : rules.rules()) {
      requests
          .requestMatchers(rule.method(), rule.path())
          .access(AuthorizationManagers.anyOf(STAFF, rule));
    }
    requests.anyRequest().access(STAFF);
  }

  private static AuthenticationEntryPoint unauthorized(HandlerExceptionResolver problems) {
    var challenge = new BearerTokenAuthenticationEntryPoint();
    return (request, response, e) -> {
      challenge.commence(request, response, e);
      problems.resolveException(request, response, null, e);
    };
  }

  private static AccessDeniedHandler forbidden(HandlerExceptionResolver problems) {
    var challenge = new BearerTokenAccessDeniedHandler();
    return (request, response, e) -> {
      challenge.handle(request, response, e);
      problems.resolveException(request, response, null, e);
    };
  }

  /** Answers failures of the issuer or of the database like those in a controller. */
  private static Filter failures(HandlerExceptionResolver problems) {
    return (request, response, chain) -> {
      try {
        chain.doFilter(request, response);
      } catch (RuntimeException e) {
        if (problems.resolveException(
                (HttpServletRequest) request, (HttpServletResponse) response, null, e)
            == null) {
          throw e;
        }
      }
    };
  }

  /** Refuses tokens without an expiry, which could never be revoked. */
  @Bean
  JwtTimestampValidator requireExpiry() {
    var validator = new JwtTimestampValidator();
    validator.setAllowEmptyExpiryClaim(false);
    return validator;
  }

  /** Accepts the type that RFC 9068 gives to access tokens, {@code at+jwt}, too. */
  @Bean
  JwtTypeValidator accessTokenType() {
    var validator = new JwtTypeValidator("JWT", "at+jwt");
    validator.setAllowEmpty(true);
    return validator;
  }
}
