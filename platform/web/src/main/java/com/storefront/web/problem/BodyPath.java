package com.storefront.web.problem;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * Where a member is in a body, which is a record of records and lists.
 *
 * @param member at the end of the path; null if it does not exist
 * @param position the order of declaration and the index of each, for comparison
 */
record BodyPath(@Nullable RecordComponent member, int[] position) implements Comparable<BodyPath> {

  /**
   * @param path for example {@code others[0].email}
   */
  static BodyPath of(@Nullable Class<?> body, String path) {
    List<Integer> position = new ArrayList<>();
    RecordComponent member = null;
    Class<?> type = body;
    for (String segment : path.split("\\.")) {
      String[] nameAndIndex = segment.split("[\\[\\]]");
      RecordComponent[] declared = type == null ? null : type.getRecordComponents();
      List<RecordComponent> all = declared == null ? List.of() : List.of(declared);
      String name = nameAndIndex[0];
      member = all.stream().filter(it -> it.getName().equals(name)).findFirst().orElse(null);
      position.add(member == null ? all.size() : all.indexOf(member));
      position.add(nameAndIndex.length == 1 ? 0 : Integer.parseInt(nameAndIndex[1]));
      if (member == null) {
        break;
      }
      ResolvableType next = ResolvableType.forType(member.getGenericType());
      type = nameAndIndex.length == 1 ? next.resolve() : next.getGeneric().resolve();
    }
    return new BodyPath(member, position.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public int compareTo(BodyPath other) {
    return Arrays.compare(position, other.position);
  }

  /**
   * Describes a number with the bounds that its constraints declare.
   *
   * @param kind for example "number"
   */
  static String describeNumber(String kind, @Nullable RecordComponent member) {
    Min min = member == null ? null : constraint(member, Min.class);
    Max max = member == null ? null : constraint(member, Max.class);
    return "must be a "
        + kind
        + (min == null ? "" : " from " + min.value())
        + (max == null ? "" : " to " + max.value());
  }

  /** Constraints are on the accessor, not on the component. */
  private static <A extends Annotation> @Nullable A constraint(
      RecordComponent member, Class<A> type) {
    return member.getAccessor().getAnnotation(type);
  }
}
