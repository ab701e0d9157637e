package com.storefront.system.checker;

/**
 * One thing that is wrong.
 *
 * @param aggregate the id of the customer or order
 * @param version of the aggregate, in the count of who changes it there; 0 if it is about no one
 *     version
 * @param what for people, without personal data
 */
public record Violation(Kind kind, String aggregate, long version, Place place, String what) {

  @Override
  public String toString() {
    return "%s %s version %d at %s: %s".formatted(kind, aggregate, version, place, what);
  }
}
