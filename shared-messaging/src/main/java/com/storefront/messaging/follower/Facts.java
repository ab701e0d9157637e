package com.storefront.messaging.follower;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A batch of facts of one topic, in the order of their partitions. */
public final class Facts<E> implements Iterable<Fact<E>> {

  private final List<Fact<E>> facts;
  private final Map<Fact<E>, String> rejected = new IdentityHashMap<>();

  public Facts(List<Fact<E>> facts) {
    this.facts = List.copyOf(facts);
  }

  @Override
  public Iterator<Fact<E>> iterator() {
    return facts.iterator();
  }

  public Stream<Fact<E>> stream() {
    return facts.stream();
  }

  /** The facts of each aggregate, in order. */
  public Map<String, List<Fact<E>>> bySubject() {
    return stream()
        .collect(Collectors.groupingBy(Fact::subject, LinkedHashMap::new, Collectors.toList()));
  }

  /**
   * Sets a fact aside that can't be true, for people to look at; the others are applied.
   *
   * @param cause why it can't be true, in words for people, without personal data
   */
  public void reject(Fact<E> fact, String cause) {
    rejected.put(fact, cause);
  }

  /** The rejected deliveries, in order. */
  public List<Fact<E>> rejected() {
    return facts.stream().filter(rejected::containsKey).toList();
  }

  /** Why this delivery was rejected; null if it was not. An equal one is judged for itself. */
  public @Nullable String rejection(Fact<E> fact) {
    return rejected.get(fact);
  }
}
