package com.storefront.messaging.timer;

import com.mongodb.client.model.Filters;
import java.util.Set;
import org.bson.conversions.Bson;

/**
 * A set of names of timers.
 *
 * @param areExcluded whether it is all names but these; then it contains unknown names too
 */
record TimerNames(Set<String> names, boolean areExcluded) {

  static final TimerNames ALL = allBut(Set.of());

  static TimerNames only(String name) {
    return new TimerNames(Set.of(name), false);
  }

  static TimerNames allBut(Set<String> names) {
    return new TimerNames(names, true);
  }

  boolean contain(String name) {
    return names.contains(name) != areExcluded;
  }

  /** The name of the thread that runs these timers. */
  String lane() {
    return areExcluded ? "timers" : "timers-" + String.join(",", names);
  }

  Bson filter(String field) {
    return areExcluded ? Filters.nin(field, names) : Filters.in(field, names);
  }
}
