package com.storefront.web.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What a value of a type looks like, in words for people who don't know Java. */
final class Expectation {

  private Expectation() {}

  static String of(@Nullable Class<?> type) {
    if (type == null) {
      return "is not valid";
    }
    Class<?> wanted = ClassUtils.resolvePrimitiveIfNecessary(type);
    if (wanted.isEnum()) {
      return Arrays.stream(wanted.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name())
          .collect(Collectors.joining(", ", "must be one of ", ""));
    }
    if (wanted == Integer.class) {
      return wholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (wanted == Long.class) {
      return wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (Number.class.isAssignableFrom(wanted)) {
      return "must be a number";
    }
    if (wanted == String.class) {
      return "must be a string";
    }
    if (wanted.isArray() || Collection.class.isAssignableFrom(wanted)) {
      return "must be an array";
    }
    if (wanted.isRecord()) {
      return "must be an object";
    }
    return "is not valid";
  }

  private static String wholeNumber(long least, long greatest) {
    return "must be a whole number from %d to %d".formatted(least, greatest);
  }
}
