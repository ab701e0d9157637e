package com.storefront.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class GroupCommitTests {

  private static final int LARGEST = 4;

  private final ConcurrentLinkedQueue<List<String>> commands = new ConcurrentLinkedQueue<>();
  private final Semaphore allowed = new Semaphore(0);
  private final ExecutorService callers = Executors.newCachedThreadPool();

  private volatile Set<String> taken = Set.of();
  private volatile Set<String> spoiled = Set.of();

  private final GroupCommit group = new GroupCommit(this::save, LARGEST);

  @AfterEach
  void end() {
    allowed.release(1_000);
    callers.shutdown();
  }

  @Test
  void savesAtOnceWhatComesAlone() {
    allowed.release(3);

    assertThat(group.save(change("a"))).isTrue();
    assertThat(group.save(change("b"))).isTrue();
    assertThat(group.save(change("c"))).isTrue();

    assertThat(commands).containsExactly(List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void savesTogetherWhatComesMeanwhile() {
    occupy();
    var saved = inTurn("c", "d", "e", "f");

    allowed.release(10);

    assertThat(saved).allSatisfy(each -> assertThat(each.join()).isTrue());
    assertThat(commands).contains(List.of("c", "d", "e", "f"));
    assertThat(commands).hasSize(3);
  }

  @Test
  void savesNoMoreTogetherThanItMay() {
    occupy();
    var saved = inTurn("c", "d", "e", "f", "g", "h", "i", "j", "k", "l");

    allowed.release(10);

    assertThat(saved).allSatisfy(each -> assertThat(each.join()).isTrue());
    assertThat(commands).extracting(List::size).containsExactlyInAnyOrder(1, 1, 4, 4, 2);
  }

  @Test
  void tellsEachWhetherItsOwnIsTaken() {
    taken = Set.of("d");
    occupy();
    var saved = inTurn("c", "d", "e");

    allowed.release(10);

    assertThat(saved).extracting(CompletableFuture::join).containsExactly(true, false, true);
  }

  /** What one may not save must not keep the others from being saved. */
  @Test
  void savesEachAloneWhenOneSpoilsTheGroup() {
    spoiled = Set.of("d");
    occupy();
    var saved = inTurn("c", "d", "e");

    allowed.release(10);

    assertThat(saved.get(0).join()).isTrue();
    assertThatThrownBy(saved.get(1)::join).hasRootCauseMessage("spoiled by d");
    assertThat(saved.get(2).join()).isTrue();
  }

  /** Nobody may wait for ever for a thread that died. */
  @Test
  void savesTheOthersAloneWhenTheThreadThatSavesForThemMeetsAnError() {
    spoiled = Set.of("error");
    occupy();
    var saved = inTurn("error", "d", "e");

    allowed.release(10);

    assertThatThrownBy(saved.get(0)::join).hasRootCauseInstanceOf(LinkageError.class);
    assertThat(saved.get(1).join()).isTrue();
    assertThat(saved.get(2).join()).isTrue();
    assertThat(group.save(change("f"))).isTrue();
  }

  @Test
  void tellsEverybodyOfAFaultOfTheDatabase() {
    spoiled = Set.of("away");
    occupy();
    var saved = inTurn("c", "away", "e");

    allowed.release(10);

    assertThat(saved)
        .allSatisfy(
            each ->
                assertThatThrownBy(each::join)
                    .hasRootCauseInstanceOf(MongoSocketReadException.class));
    assertThat(commands).hasSize(3);
  }

  @Test
  void goesOnAfterAFailure() {
    spoiled = Set.of("x");
    allowed.release(10);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> group.save(change("x"))).hasMessage("spoiled by x");
    }

    assertThat(group.save(change("a"))).isTrue();
  }

  @Test
  void waitsOnWhenInterruptedAndLeavesTheInterruption() {
    occupy();
    var interrupted = new CompletableFuture<Boolean>();
    Thread waiter =
        waiting(
            () -> {
              group.save(change("c"));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });

    waiter.interrupt();
    allowed.release(10);

    assertThat(interrupted.join()).isTrue();
    assertThat(commands).contains(List.of("c"));
  }

  /** Else what others saved would end with this thread's transaction. */
  @Test
  void goesPastTheGroupWithinATransaction() {
    occupy();

    callers.execute(
        () -> {
          TransactionSynchronizationManager.setActualTransactionActive(true);
          group.save(change("c"));
        });

    Awaitility.await().until(() -> commands.contains(List.of("c")));
  }

  @Test
  void savesOnceAndAllHoweverManyCome() {
    allowed.release(1_000_000);
    var saved = new ArrayList<CompletableFuture<Boolean>>();
    for (int i = 0; i < 10_000; i++) {
      String id = "c" + i;
      saved.add(CompletableFuture.supplyAsync(() -> group.save(change(id)), callers));
    }

    assertThat(saved).allSatisfy(each -> assertThat(each.join()).isTrue());
    assertThat(commands.stream().flatMap(List::stream)).hasSize(10_000).doesNotHaveDuplicates();
  }

  /** Takes both places, until commands are allowed. */
  private void occupy() {
    CompletableFuture.supplyAsync(() -> group.save(change("a")), callers);
    CompletableFuture.supplyAsync(() -> group.save(change("b")), callers);
    Awaitility.await().until(() -> commands.size() == 2);
  }

  /** Callers who come in this order and find no place. */
  private List<CompletableFuture<Boolean>> inTurn(String... ids) {
    var all = new ArrayList<CompletableFuture<Boolean>>();
    for (String id : ids) {
      var saved = new CompletableFuture<Boolean>();
      all.add(saved);
      waiting(
          () -> {
            try {
              saved.complete(group.save(change(id)));
            } catch (RuntimeException | Error failure) {
              saved.completeExceptionally(failure);
            }
          });
    }
    return all;
  }

  private static Thread waiting(Runnable caller) {
    var thread = new Thread(caller);
    thread.start();
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }

  private Set<Integer> save(List<Change> changes) {
    var ids = changes.stream().map(change -> change.aggregate().id()).toList();
    commands.add(ids);
    allowed.acquireUninterruptibly();
    if (spoiled.contains("error") && ids.contains("error")) {
      throw new LinkageError("error");
    }
    if (ids.stream().anyMatch(spoiled::contains)) {
      throw ids.contains("away")
          ? new MongoSocketReadException("reset", new ServerAddress())
          : new IllegalStateException("spoiled by " + String.join(", ", spoiled));
    }
    var positions = new HashSet<Integer>();
    for (int i = 0; i < ids.size(); i++) {
      if (taken.contains(ids.get(i))) {
        positions.add(i);
      }
    }
    return positions;
  }

  private static Change change(String id) {
    return new Change(Parcel.posted(id, "Oslo"), id, new Document(), null);
  }
}
