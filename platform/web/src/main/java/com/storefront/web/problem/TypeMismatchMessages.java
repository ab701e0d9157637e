package com.storefront.web.problem;

import com.storefront.messaging.aggregate.ExpectedVersion;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Describes the expected form of a value without naming its Java type. */
final class TypeMismatchMessages {

  private TypeMismatchMessages() {}

  /**
   * Of a collection, describes the element that cannot be converted.
   *
   * @param member with the constraints of the value, if it is a member of a record
   */
  static String of(TypeMismatchException mismatch, @Nullable RecordComponent member) {
    return of(
        mismatch.getCause() instanceof ConversionFailedException element
            ? element.getTargetType().getType()
            : mismatch.getRequiredType(),
        member);
  }

  static String of(@Nullable Class<?> type, @Nullable RecordComponent member) {
    Class<?> expected = ClassUtils.resolvePrimitiveIfNecessary(type == null ? Object.class : type);
    if (expected == ExpectedVersion.class) {
      return "must be a quoted entity tag, for example \"3\", or *";
    }
    if (expected.isEnum()) {
      return "must be one of "
          + StringUtils.arrayToDelimitedString(expected.getEnumConstants(), ", ");
    }
    if (expected == Integer.class || expected == Long.class) {
      return BodyPath.describeNumber("whole number", member);
    }
    if (Number.class.isAssignableFrom(expected)) {
      return BodyPath.describeNumber("number", member);
    }
    if (expected == Instant.class) {
      return "must be a time, for example 2026-11-21T10:15:30Z";
    }
    if (expected == String.class) {
      return "must be a string";
    }
    if (expected.isArray() || Collection.class.isAssignableFrom(expected)) {
      return "must be an array";
    }
    return expected.isRecord() ? "must be an object" : "is not valid";
  }
}
