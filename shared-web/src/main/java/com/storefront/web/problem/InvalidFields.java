package com.storefront.web.problem;

import com.storefront.web.InvalidField;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Finds out which fields the many ways to refuse a request are about. */
final class InvalidFields {

  /** What Bean Validation adds to the path of an element that is itself at fault. */
  private static final Pattern LIST_ELEMENT = Pattern.compile("\\.<list element>$");

  private InvalidFields() {}

  static List<InvalidField> in(Errors errors) {
    return errors.getAllErrors().stream().map(InvalidFields::invalidField).toList();
  }

  static List<InvalidField> in(MethodValidationResult result) {
    return Stream.concat(
            result.getParameterValidationResults().stream().flatMap(InvalidFields::invalidFields),
            result.getCrossParameterValidationResults().stream()
                .map(error -> new InvalidField("", message(error))))
        .toList();
  }

  static List<InvalidField> in(ConstraintViolationException exception) {
    return exception.getConstraintViolations().stream()
        .map(InvalidFields::invalidField)
        .sorted(Comparator.comparing(InvalidField::field))
        .toList();
  }

  /** The member of the body that can't be read; null if the body is no JSON at all. */
  static @Nullable InvalidField in(JacksonException exception) {
    String path = path(exception.getPath());
    if (exception instanceof UnrecognizedPropertyException unknown) {
      return new InvalidField(path, "is not known here; known are " + known(unknown));
    }
    if (exception instanceof InvalidFormatException format
        && format.getTargetType() == String.class
        && format.getValue() instanceof String) {
      return new InvalidField(path, TextDeserializer.EXPECTATION);
    }
    if (exception instanceof ValueInstantiationException) {
      return new InvalidField(path, "is not valid");
    }
    if (exception instanceof MismatchedInputException mismatch) {
      return new InvalidField(path, Expectation.of(mismatch.getTargetType()));
    }
    if (exception instanceof InputCoercionException coercion) {
      return new InvalidField(path, Expectation.of(coercion.getTargetType()));
    }
    return null;
  }

  private static Stream<InvalidField> invalidFields(ParameterValidationResult result) {
    if (result instanceof ParameterErrors errors) {
      return in((Errors) errors).stream();
    }
    String name = name(result.getMethodParameter());
    return result.getResolvableErrors().stream()
        .map(error -> new InvalidField(name, message(error)));
  }

  private static InvalidField invalidField(ObjectError error) {
    if (error instanceof FieldError field) {
      return new InvalidField(
          field.getField(), field.isBindingFailure() ? mismatch(field) : message(field));
    }
    return new InvalidField("", message(error));
  }

  private static InvalidField invalidField(ConstraintViolation<?> violation) {
    String path = LIST_ELEMENT.matcher(violation.getPropertyPath().toString()).replaceAll("");
    return new InvalidField(path, violation.getMessage());
  }

  private static String mismatch(FieldError error) {
    return error.contains(TypeMismatchException.class)
        ? Expectation.of(error.unwrap(TypeMismatchException.class).getRequiredType())
        : "is not valid";
  }

  private static String message(MessageSourceResolvable error) {
    return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
  }

  /** As the client spells it, not as the method does. */
  static String name(MethodParameter parameter) {
    return Stream.of(
            header(parameter.getParameterAnnotation(RequestHeader.class)),
            query(parameter.getParameterAnnotation(RequestParam.class)),
            path(parameter.getParameterAnnotation(PathVariable.class)),
            Objects.requireNonNullElse(parameter.getParameterName(), ""))
        .filter(StringUtils::hasText)
        .findFirst()
        .orElse("");
  }

  private static String header(@Nullable RequestHeader annotation) {
    return annotation == null ? "" : annotation.name();
  }

  private static String query(@Nullable RequestParam annotation) {
    return annotation == null ? "" : annotation.name();
  }

  private static String path(@Nullable PathVariable annotation) {
    return annotation == null ? "" : annotation.name();
  }

  private static String known(UnrecognizedPropertyException unknown) {
    Collection<Object> known = unknown.getKnownPropertyIds();
    return known == null || known.isEmpty()
        ? "none"
        : known.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String path(List<JacksonException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference reference : references) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
      }
    }
    return path.toString();
  }
}
