package com.storefront.web.problem;

import com.storefront.messaging.TransientFailures;
import com.storefront.messaging.aggregate.AggregateExists;
import com.storefront.messaging.aggregate.EventTooLarge;
import com.storefront.messaging.aggregate.IdempotencyKeyReused;
import com.storefront.messaging.aggregate.OutboxFull;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.messaging.aggregate.VersionMismatch;
import com.storefront.messaging.consumer.deadletter.DeadLetterNotFound;
import com.storefront.web.InvalidField;
import com.storefront.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Maps exceptions to problems. The advices of the features come first because this one is
 * registered later, by auto-configuration.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ProblemDetail missingHeader(MissingRequestHeaderException e) {
    if (!e.getHeaderName().equals(HttpHeaders.IF_MATCH)) {
      return invalid(e.getHeaderName(), "must not be missing");
    }
    return Problems.of(
        HttpStatus.PRECONDITION_REQUIRED,
        "precondition-required",
        "Send %s with the ETag of the version that you read.".formatted(e.getHeaderName()));
  }

  @ExceptionHandler({VersionMismatch.class, StaleVersion.class})
  ProblemDetail preconditionFailed(RuntimeException e) {
    return Problems.of(HttpStatus.PRECONDITION_FAILED, "precondition-failed", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail alreadyExists(AggregateExists e) {
    return Problems.of(HttpStatus.CONFLICT, "already-exists", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail deadLetterNotFound(DeadLetterNotFound e) {
    return Problems.of(HttpStatus.NOT_FOUND, "not-found", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail idempotencyKeyReused(IdempotencyKeyReused e) {
    return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail eventTooLarge(EventTooLarge e) {
    return Problems.of(HttpStatus.CONTENT_TOO_LARGE, "event-too-large", e.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> outboxFull(OutboxFull e) {
    return unavailable("outbox-full", e.getMessage(), e);
  }

  @ExceptionHandler(AuthenticationException.class)
  ProblemDetail unauthorized() {
    return Problems.of(
        HttpStatus.UNAUTHORIZED,
        "unauthorized",
        "Send a bearer token of the configured issuer. See the WWW-Authenticate header.");
  }

  @ExceptionHandler(AccessDeniedException.class)
  ProblemDetail forbidden() {
    return Problems.of(
        HttpStatus.FORBIDDEN,
        "forbidden",
        "The token allows access to its customer's own resources, or to all with scope staff.");
  }

  @ExceptionHandler({AuthenticationServiceException.class, JwtDecoderInitializationException.class})
  ResponseEntity<ProblemDetail> issuerUnavailable(RuntimeException e) {
    return unavailable(
        "issuer-unavailable", "The token cannot be verified now. Retry after the given time.", e);
  }

  @ExceptionHandler
  ProblemDetail invalid(ConstraintViolationException e) {
    return Problems.invalid(InvalidFields.of(e));
  }

  /** Thrown by code that converts JSON itself, for example a merge patch. */
  @ExceptionHandler
  ProblemDetail invalid(MismatchedInputException e) {
    return unreadable(e);
  }

  /** Tomcat decodes the query string only when a parameter is first read. */
  @ExceptionHandler(InvalidParameterException.class)
  ProblemDetail malformedQuery() {
    return Problems.of(HttpStatus.BAD_REQUEST, "bad-request", "Malformed query string.");
  }

  /**
   * A response that has begun cannot become a problem. The exception is thrown on, so that the
   * server closes the connection and the client does not take a part for the whole.
   */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> anyOther(Exception e, HttpServletResponse response)
      throws Exception {
    if (response.isCommitted()) {
      throw e;
    }
    if (TransientFailures.isTransient(e)) {
      String system = TransientFailures.isOfKafka(e) ? "Kafka" : "The database";
      return unavailable(
          TransientFailures.isOfKafka(e) ? "kafka-unavailable" : "database-unavailable",
          system + " is unavailable. Retry after the given time.",
          e);
    }
    ResponseStatus annotated =
        AnnotatedElementUtils.findMergedAnnotation(e.getClass(), ResponseStatus.class);
    if (annotated != null) {
      HttpStatus status = annotated.code();
      return ResponseEntity.of(Problems.of(status, name(status), e.getMessage())).build();
    }
    log.error("Request failed", e);
    ProblemDetail problem =
        Problems.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "internal-error",
            "Internal error. Report the trace id, if there is one.");
    Optional.ofNullable(MDC.get("traceId")).ifPresent(id -> problem.setProperty("traceId", id));
    return ResponseEntity.of(problem).build();
  }

  private static ResponseEntity<ProblemDetail> unavailable(
      String name, @Nullable String detail, Exception e) {
    log.warn("Answered with {}: {}", name, NestedExceptionUtils.getMostSpecificCause(e).toString());
    return Problems.unavailable(name, detail);
  }

  /** Names the problems of Spring MVC by their status, for example {@code not-found}. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode code, WebRequest request) {
    if (body instanceof ProblemDetail problem && problem.getType() == null) {
      HttpStatus status = HttpStatus.valueOf(code.value());
      body = Problems.of(status, name(status), problem.getDetail());
    }
    return super.createResponseEntity(body, headers, code, request);
  }

  private static String name(HttpStatus status) {
    return status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem = invalidRequest(e);
    return problem == null
        ? super.handleExceptionInternal(e, body, headers, status, request)
        : super.handleExceptionInternal(
            e, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
  }

  private static @Nullable ProblemDetail invalidRequest(Exception exception) {
    if (exception instanceof MethodArgumentNotValidException e) {
      return Problems.invalid(
          InvalidFields.of(e.getBindingResult(), e.getParameter().getParameterType()));
    }
    if (exception instanceof HandlerMethodValidationException e) {
      return Problems.invalid(InvalidFields.of(e));
    }
    if (exception instanceof TypeMismatchException e) {
      return invalid(String.valueOf(e.getPropertyName()), TypeMismatchMessages.of(e, null));
    }
    return exception instanceof HttpMessageNotReadableException e ? unreadable(e.getCause()) : null;
  }

  private static ProblemDetail unreadable(@Nullable Throwable cause) {
    if (!(cause instanceof JacksonException e)) {
      return invalid("", "must not be missing");
    }
    if (e instanceof StreamConstraintsException) {
      return Problems.of(
          HttpStatus.CONTENT_TOO_LARGE,
          "body-too-large",
          "The body is larger than 64 KiB, nested too deeply, or has too long a number.");
    }
    return InvalidFields.of(e)
        .map(field -> Problems.invalid(List.of(field)))
        .orElseGet(() -> Problems.of(HttpStatus.BAD_REQUEST, "malformed-json", malformed(e)));
  }

  private static String malformed(JacksonException e) {
    return Optional.ofNullable(e.getLocation())
        .map(
            it ->
                "Malformed JSON at line %d, column %d.".formatted(it.getLineNr(), it.getColumnNr()))
        .orElse("Malformed JSON.");
  }

  private static ProblemDetail invalid(String field, String message) {
    return Problems.invalid(List.of(new InvalidField(field, message)));
  }
}
