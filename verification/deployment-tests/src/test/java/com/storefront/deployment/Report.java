package com.storefront.deployment;

import java.util.ArrayList;
import java.util.List;

/** Collects the mistakes that a check finds. */
final class Report {

  private final List<String> mistakes = new ArrayList<>();

  void expect(boolean condition, String mistake) {
    if (!condition) {
      mistakes.add(mistake);
    }
  }

  void expectEqual(String name, Object actual, Object expected) {
    expect(actual.equals(expected), name + " is " + actual + ", should be " + expected);
  }

  List<String> mistakes() {
    return List.copyOf(mistakes);
  }
}
