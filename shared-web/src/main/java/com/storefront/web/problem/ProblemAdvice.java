package com.storefront.web.problem;

import com.storefront.messaging.PassingFaults;
import com.storefront.messaging.outbox.AggregateExists;
import com.storefront.messaging.outbox.EventTooLarge;
import com.storefront.messaging.outbox.IdempotencyKeyReused;
import com.storefront.messaging.outbox.OutboxFull;
import com.storefront.messaging.outbox.StaleVersion;
import com.storefront.web.InvalidField;
import com.storefront.web.PreconditionFailed;
import com.storefront.web.PreconditionRequired;
import com.storefront.web.Problems;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * Answers what no feature answers itself. Being registered after the features' own advices it comes
 * after them.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> preconditionRequired(PreconditionRequired e, WebRequest request) {
    return answer(
        e, HttpStatus.PRECONDITION_REQUIRED, "precondition-required", message(e), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> preconditionFailed(PreconditionFailed e, WebRequest request) {
    return answer(e, HttpStatus.PRECONDITION_FAILED, "precondition-failed", message(e), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> staleVersion(StaleVersion e, WebRequest request) {
    return answer(
        e,
        HttpStatus.PRECONDITION_FAILED,
        "precondition-failed",
        "somebody else changed the resource meanwhile; read it again",
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> aggregateExists(AggregateExists e, WebRequest request) {
    return answer(e, HttpStatus.CONFLICT, "already-exists", message(e), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> idempotencyKeyReused(IdempotencyKeyReused e, WebRequest request) {
    return answer(
        e, HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", message(e), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> eventTooLarge(EventTooLarge e, WebRequest request) {
    return answer(e, HttpStatus.CONTENT_TOO_LARGE, "event-too-large", message(e), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> outboxFull(OutboxFull e, WebRequest request) {
    log.warn("{}", message(e));
    return unavailable(e, "outbox-full", message(e), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> constraintViolation(ConstraintViolationException e, WebRequest request) {
    return invalid(e, InvalidFields.in(e), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> unusableRequest(UnusableRequest e, WebRequest request) {
    return invalid(e, List.of(e.field()), request);
  }

  /** What Tomcat finds only when the query string is first looked at. */
  @ExceptionHandler
  ResponseEntity<Object> invalidParameter(InvalidParameterException e, WebRequest request) {
    return answer(e, StatusProblems.of(e.getErrorCode()), new HttpHeaders(), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> anythingElse(Exception e, WebRequest request) {
    if (PassingFaults.isPassing(e)) {
      log.warn("The database is away: {}", e.toString());
      return unavailable(
          e, "database-unavailable", "the database can't be reached; try again", request);
    }
    log.error("Answered with an internal error", e);
    return answer(
        e, StatusProblems.of(HttpStatus.INTERNAL_SERVER_ERROR), new HttpHeaders(), request);
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return invalid(e, InvalidFields.in(e.getBindingResult()), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return e.isForReturnValue()
        ? anythingElse(e, request)
        : invalid(e, InvalidFields.in(e), request);
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return invalid(e, List.of(new InvalidField(e.getParameterName(), "must be given")), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
      ServletRequestBindingException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return e instanceof MissingRequestHeaderException missing
        ? invalid(e, List.of(new InvalidField(missing.getHeaderName(), "must be given")), request)
        : super.handleServletRequestBindingException(e, headers, status, request);
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name =
        e instanceof MethodArgumentTypeMismatchException mismatch
            ? InvalidFields.name(mismatch.getParameter())
            : String.valueOf(e.getPropertyName());
    return invalid(
        e, List.of(new InvalidField(name, Expectation.of(e.getRequiredType()))), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ErrorResponse told) {
        return answer(e, told.getBody(), told.getHeaders(), request);
      }
    }
    if (!(e.getCause() instanceof JacksonException json)) {
      return invalid(e, List.of(new InvalidField("", "must not be missing")), request);
    }
    InvalidField field = InvalidFields.in(json);
    return field == null
        ? answer(e, HttpStatus.BAD_REQUEST, "malformed-json", whereMalformed(json), request)
        : invalid(e, List.of(field), request);
  }

  /** Spring MVC's own words name Java types here and there: only status and headers are kept. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (status.is5xxServerError() && status.value() != HttpStatus.SERVICE_UNAVAILABLE.value()) {
      log.error("Answered with an internal error", e);
    }
    return answer(e, StatusProblems.of(status.value()), headers, request);
  }

  private ResponseEntity<Object> invalid(
      Exception e, List<InvalidField> fields, WebRequest request) {
    return answer(e, Problems.invalid(fields), new HttpHeaders(), request);
  }

  private ResponseEntity<Object> unavailable(
      Exception e, String name, String detail, WebRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER);
    return answer(e, Problems.of(HttpStatus.SERVICE_UNAVAILABLE, name, detail), headers, request);
  }

  private ResponseEntity<Object> answer(
      Exception e, HttpStatus status, String name, String detail, WebRequest request) {
    return answer(e, Problems.of(status, name, detail), new HttpHeaders(), request);
  }

  private ResponseEntity<Object> answer(
      Exception e, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
    log.debug("Answered {} because of", problem.getStatus(), e);
    HttpHeaders all = new HttpHeaders(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return ResponseEntity.status(problem.getStatus()).headers(all).body(problem);
  }

  private static String whereMalformed(JacksonException json) {
    TokenStreamLocation location = json.getLocation();
    return location == null
        ? "the body is no JSON that can be read here"
        : "the body is not well-formed JSON: see line %d, column %d"
            .formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
