package com.storefront.web.openapi;

import com.storefront.web.ExpectedVersion;
import io.swagger.v3.oas.models.Operation;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiPredicate;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.method.HandlerMethod;

/** The problems that operations share, and which operations have them. */
enum DocumentedProblem {
  INVALID_REQUEST(
      HttpStatus.BAD_REQUEST,
      "The request is malformed, or has values that can't be used: see `errors`.",
      (operation, method) -> true),
  NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "There is nothing with this id.",
      (operation, method) -> takes(method, PathVariable.class)),
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE,
      "None of the media types of the `Accept` header is available.",
      (operation, method) -> true),
  CONFLICT(
      HttpStatus.CONFLICT,
      "The present state does not allow this.",
      (operation, method) -> changes(method)),
  PRECONDITION_FAILED(
      HttpStatus.PRECONDITION_FAILED,
      "`If-Match` names a version that is not the current one: read again.",
      (operation, method) -> isConditional(method)),
  TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "The body, or the event that it would cause, is too large.",
      (operation, method) -> operation.getRequestBody() != null),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "A body of this media type is not understood here.",
      (operation, method) -> operation.getRequestBody() != null),
  UNPROCESSABLE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "What is asked for can't be done, or the idempotency key was used for something else.",
      (operation, method) -> changes(method) && operation.getRequestBody() != null),
  PRECONDITION_REQUIRED(
      HttpStatus.PRECONDITION_REQUIRED,
      "`If-Match` is missing.",
      (operation, method) -> isConditional(method)),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "A fault of ours.", (operation, method) -> true),
  UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "A passing fault, such as a database that is away: try again after `Retry-After` seconds.",
      (operation, method) -> true);

  private final HttpStatus status;
  private final String description;
  private final BiPredicate<Operation, HandlerMethod> applies;

  DocumentedProblem(
      HttpStatus status, String description, BiPredicate<Operation, HandlerMethod> applies) {
    this.status = status;
    this.description = description;
    this.applies = applies;
  }

  static Set<DocumentedProblem> of(Operation operation, HandlerMethod method) {
    var problems = EnumSet.allOf(DocumentedProblem.class);
    problems.removeIf(problem -> !problem.applies.test(operation, method));
    return problems;
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return String.valueOf(status.value());
  }

  String description() {
    return description;
  }

  static boolean isConditional(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == ExpectedVersion.class);
  }

  private static boolean changes(HandlerMethod method) {
    return method.hasMethodAnnotation(PostMapping.class)
        || method.hasMethodAnnotation(PutMapping.class)
        || method.hasMethodAnnotation(PatchMapping.class)
        || method.hasMethodAnnotation(DeleteMapping.class);
  }

  private static boolean takes(HandlerMethod method, Class<? extends Annotation> annotation) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.hasParameterAnnotation(annotation));
  }
}
