package com.storefront.deployment;

import java.util.ArrayList;
import java.util.List;

/** What a check found wrong, in words that lead to the place. */
final class Complaints {

  private final List<String> found = new ArrayList<>();

  void unless(boolean holds, String complaint, Object... where) {
    if (!holds) {
      found.add(complaint.formatted(where));
    }
  }

  void unlessEqual(Object actual, Object expected, String what, Object... where) {
    unless(
        actual.equals(expected), "%s is %s, should be %s", what.formatted(where), actual, expected);
  }

  List<String> list() {
    return List.copyOf(found);
  }
}
