package com.storefront.messaging.outbox;

import com.storefront.messaging.PassingFaults;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Saves by one command what is to be saved at the same time, as databases do with their logs.
 *
 * <p>Nobody waits for company: who finds a place free goes at once. Who finds none waits, and goes
 * with all others who wait as soon as one is. Every thread is told of its own change only.
 */
final class GroupCommit {

  /** More save more at the same time, fewer save more together. */
  private static final int PLACES = 2;

  private final Function<List<Change>, Set<Integer>> command;
  private final int largest;
  private final Queue<Member> waiting = new ArrayDeque<>();
  private int underway;

  /**
   * @param command saves changes, and returns the positions of those whose id or key is taken
   * @param largest group that one command saves
   */
  GroupCommit(Function<List<Change>, Set<Integer>> command, int largest) {
    this.command = command;
    this.largest = largest;
  }

  /** One of a group, with what its thread is to do when its turn has come. */
  private record Member(Change change, CompletableFuture<BooleanSupplier> turn) {

    Member(Change change) {
      this(change, new CompletableFuture<>());
    }
  }

  /**
   * Returns when the change is saved.
   *
   * @return false if its id or key is taken; perhaps by itself, saved by an earlier attempt
   */
  boolean save(Change change) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return saveAlone(change); // What others save must not end with this thread's transaction.
    }
    var member = new Member(change);
    return takesPlace(member) ? saveAll(List.of(member)) : member.turn().join().getAsBoolean();
  }

  private synchronized boolean takesPlace(Member member) {
    if (underway < PLACES) {
      underway++;
      return true;
    }
    waiting.add(member);
    return false;
  }

  private boolean saveAlone(Change change) {
    return command.apply(List.of(change)).isEmpty();
  }

  /** Saves a group on the thread of its first, to whom it returns. */
  private boolean saveAll(List<Member> group) {
    List<Member> others = group.subList(1, group.size());
    try {
      List<BooleanSupplier> outcomes = outcomes(group.stream().map(Member::change).toList());
      for (int i = 0; i < others.size(); i++) {
        others.get(i).turn().complete(outcomes.get(i + 1));
      }
      return outcomes.get(0).getAsBoolean();
    } finally {
      others.forEach(other -> other.turn().complete(() -> saveAlone(other.change())));
      handPlaceOn();
    }
  }

  /** What each member's thread does to learn what became of its change. */
  private List<BooleanSupplier> outcomes(List<Change> changes) {
    try {
      Set<Integer> taken = command.apply(changes);
      return IntStream.range(0, changes.size())
          .<BooleanSupplier>mapToObj(i -> () -> !taken.contains(i))
          .toList();
    } catch (RuntimeException failure) {
      return changes.stream().map(change -> afterFailure(change, failure, changes.size())).toList();
    }
  }

  /** The database's fault is everybody's. What may be wrong with one is not: each goes alone. */
  private BooleanSupplier afterFailure(Change change, RuntimeException failure, int size) {
    if (size > 1 && !PassingFaults.isPassing(failure)) {
      return () -> saveAlone(change);
    }
    return () -> {
      throw failure;
    };
  }

  private void handPlaceOn() {
    List<Member> next = new ArrayList<>();
    synchronized (this) {
      while (next.size() < largest && !waiting.isEmpty()) {
        next.add(waiting.remove());
      }
      if (next.isEmpty()) {
        underway--;
      }
    }
    if (!next.isEmpty()) {
      next.get(0).turn().complete(() -> saveAll(next));
    }
  }
}
