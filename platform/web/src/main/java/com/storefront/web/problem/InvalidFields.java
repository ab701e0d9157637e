package com.storefront.web.problem;

import com.storefront.web.InvalidField;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.util.StringUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.RequestHeader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Finds the invalid fields of a refused request: one message a field, in the document's order. */
final class InvalidFields {

  private InvalidFields() {}

  /**
   * @param body the record whose fields are invalid
   */
  static List<InvalidField> of(Errors errors, Class<?> body) {
    return onePerField(body, errors.getAllErrors().stream().map(error -> field(error, body)));
  }

  static List<InvalidField> of(MethodValidationResult result) {
    return result.getParameterValidationResults().stream().flatMap(InvalidFields::fields).toList();
  }

  static List<InvalidField> of(ConstraintViolationException exception) {
    return onePerField(
        exception.getConstraintViolations().iterator().next().getRootBeanClass(),
        exception.getConstraintViolations().stream()
            .map(it -> new InvalidField(path(it.getPropertyPath()), it.getMessage())));
  }

  /** Returns the member of the body that has the wrong type; empty if the body is malformed. */
  static Optional<InvalidField> of(JacksonException exception) {
    return Optional.ofNullable(message(exception))
        .map(message -> new InvalidField(path(exception), message));
  }

  private static @Nullable String message(JacksonException exception) {
    if (exception instanceof UnrecognizedPropertyException unknown) {
      return "is unknown; known are "
          + StringUtils.collectionToDelimitedString(unknown.getKnownPropertyIds(), ", ");
    }
    if (exception instanceof ValueInstantiationException) {
      return "is not valid";
    }
    if (exception instanceof MismatchedInputException mismatch) {
      return TypeMismatchMessages.of(mismatch.getTargetType(), member(exception));
    }
    return exception instanceof InputCoercionException overflow
        ? TypeMismatchMessages.of(overflow.getTargetType(), member(exception))
        : null;
  }

  private static String path(Path path) {
    return path.toString().replace(".<list element>", "");
  }

  private static String path(JacksonException exception) {
    return exception.getPath().stream()
        .map(
            it ->
                it.getPropertyName() == null
                    ? "[" + it.getIndex() + "]"
                    : "." + it.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  /** The innermost member of the body that the parser was reading. */
  private static @Nullable RecordComponent member(JacksonException exception) {
    var path = exception.getPath();
    var innermost = path.isEmpty() ? null : path.get(path.size() - 1);
    return innermost != null && innermost.from() instanceof Class<?> type
        ? BodyPath.of(type, String.valueOf(innermost.getPropertyName())).member()
        : null;
  }

  private static Stream<InvalidField> fields(ParameterValidationResult result) {
    return result instanceof ParameterErrors errors
        ? of(errors, result.getMethodParameter().getParameterType()).stream()
        : result.getResolvableErrors().stream()
            .map(InvalidFields::message)
            .sorted()
            .limit(1)
            .map(message -> new InvalidField(name(result.getMethodParameter()), message));
  }

  private static InvalidField field(ObjectError error, Class<?> body) {
    String path = error instanceof FieldError field ? field.getField() : "";
    String message =
        error.contains(TypeMismatchException.class)
            ? TypeMismatchMessages.of(
                error.unwrap(TypeMismatchException.class), BodyPath.of(body, path).member())
            : message(error);
    return new InvalidField(path, message);
  }

  private static String message(MessageSourceResolvable error) {
    return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
  }

  private static String name(MethodParameter parameter) {
    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
    return header == null ? String.valueOf(parameter.getParameterName()) : header.name();
  }

  private static List<InvalidField> onePerField(Class<?> body, Stream<InvalidField> fields) {
    Map<String, InvalidField> first = new LinkedHashMap<>();
    fields
        .sorted(
            Comparator.comparing((InvalidField it) -> BodyPath.of(body, it.field()))
                .thenComparing(InvalidField::field)
                .thenComparing(InvalidField::message))
        .forEach(it -> first.putIfAbsent(it.field(), it));
    return List.copyOf(first.values());
  }
}
