package com.storefront.web.token;

import com.storefront.web.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is wrong with a caller's token, as problem documents. */
@RestControllerAdvice
class TokenProblems {

  private static final Logger log = LoggerFactory.getLogger(TokenProblems.class);

  @ExceptionHandler
  ProblemDetail on(AuthenticationException unknown) {
    return Problems.of(
        HttpStatus.UNAUTHORIZED,
        "unauthorized",
        "send a bearer token of the issuer that is trusted here; see WWW-Authenticate");
  }

  @ExceptionHandler
  ProblemDetail on(AccessDeniedException refused) {
    return Problems.of(
        HttpStatus.FORBIDDEN,
        "forbidden",
        "the token allows what is its customer's own, or all if it is a token of staff");
  }

  @ExceptionHandler({AuthenticationServiceException.class, JwtDecoderInitializationException.class})
  ResponseEntity<ProblemDetail> issuerIsAway(RuntimeException fault) {
    log.warn(
        "The keys of the issuer can't be had: {}",
        NestedExceptionUtils.getMostSpecificCause(fault).toString());
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER)
        .body(
            Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "issuer-unavailable",
                "no token can be checked for the moment; try again"));
  }
}
