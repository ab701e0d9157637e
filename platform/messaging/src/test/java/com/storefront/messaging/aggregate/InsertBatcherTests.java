package com.storefront.messaging.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.storefront.messaging.outbox.Publication;
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

/** With a command that waits until the test permits it. */
class InsertBatcherTests {

  private static final int BATCH_SIZE = 4;

  private final ConcurrentLinkedQueue<List<String>> commands = new ConcurrentLinkedQueue<>();
  private final Semaphore permits = new Semaphore(0);
  private final ExecutorService callers = Executors.newCachedThreadPool();

  private volatile Set<String> taken = Set.of();
  private volatile Set<String> failing = Set.of();

  private final InsertBatcher batcher =
      new InsertBatcher(null, Parcel.class, BATCH_SIZE) {
        @Override
        Set<Integer> insertAll(List<Change> changes) {
          return execute(changes);
        }
      };

  @AfterEach
  void end() {
    permits.release(1_000);
    callers.shutdown();
  }

  @Test
  void writesSingleInsertsImmediately() {
    permits.release(3);

    assertThat(batcher.insert(change("a"))).isTrue();
    assertThat(batcher.insert(change("b"))).isTrue();
    assertThat(batcher.insert(change("c"))).isTrue();

    assertThat(commands).containsExactly(List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void combinesInsertsWhileBothSlotsAreTaken() {
    takeBothSlots();
    var inserts = insertInOrder("c", "d", "e", "f");

    permits.release(10);

    assertThat(inserts).allSatisfy(insert -> assertThat(insert.join()).isTrue());
    assertThat(commands).contains(List.of("c", "d", "e", "f"));
    assertThat(commands).hasSize(3);
  }

  @Test
  void limitsTheSizeOfABatch() {
    takeBothSlots();
    var inserts = insertInOrder("c", "d", "e", "f", "g", "h", "i", "j", "k", "l");

    permits.release(10);

    assertThat(inserts).allSatisfy(insert -> assertThat(insert.join()).isTrue());
    assertThat(commands).extracting(List::size).containsExactlyInAnyOrder(1, 1, 4, 4, 2);
  }

  @Test
  void returnsToEachCallerWhetherItsOwnIdIsTaken() {
    taken = Set.of("d");
    takeBothSlots();
    var inserts = insertInOrder("c", "d", "e");

    permits.release(10);

    assertThat(inserts).extracting(CompletableFuture::join).containsExactly(true, false, true);
  }

  @Test
  void repeatsEachInsertAloneWhenOneFailsTheBatch() {
    failing = Set.of("d");
    takeBothSlots();
    var inserts = insertInOrder("c", "d", "e");

    permits.release(10);

    assertThat(inserts.get(0).join()).isTrue();
    assertThatThrownBy(inserts.get(1)::join).hasRootCauseMessage("failed by d");
    assertThat(inserts.get(2).join()).isTrue();
  }

  @Test
  void repeatsTheOtherInsertsAloneAfterAnErrorOfTheWritingThread() {
    failing = Set.of("error");
    takeBothSlots();
    var inserts = insertInOrder("error", "d", "e");

    permits.release(10);

    assertThatThrownBy(inserts.get(0)::join).hasRootCauseInstanceOf(LinkageError.class);
    assertThat(inserts.get(1).join()).isTrue();
    assertThat(inserts.get(2).join()).isTrue();
    assertThat(batcher.insert(change("f"))).isTrue();
  }

  @Test
  void failsAllInsertsOfABatchAfterATransientFailure() {
    failing = Set.of("unavailable");
    takeBothSlots();
    var inserts = insertInOrder("c", "unavailable", "e");

    permits.release(10);

    assertThat(inserts)
        .allSatisfy(
            insert ->
                assertThatThrownBy(insert::join)
                    .hasRootCauseInstanceOf(MongoSocketReadException.class));
    assertThat(commands).hasSize(3);
  }

  @Test
  void continuesAfterFailures() {
    failing = Set.of("x");
    permits.release(10);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> batcher.insert(change("x"))).hasMessage("failed by x");
    }

    assertThat(batcher.insert(change("a"))).isTrue();
  }

  @Test
  void keepsWaitingWhenInterruptedAndPreservesTheInterruption() {
    takeBothSlots();
    var interrupted = new CompletableFuture<Boolean>();
    Thread waiter =
        startWaiting(
            () -> {
              batcher.insert(change("c"));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });

    waiter.interrupt();
    permits.release(10);

    assertThat(interrupted.join()).isTrue();
    assertThat(commands).contains(List.of("c"));
  }

  /** The inserts of others must not depend on the transaction of this thread. */
  @Test
  void insertsAloneWithinATransaction() {
    takeBothSlots();

    callers.execute(
        () -> {
          TransactionSynchronizationManager.setActualTransactionActive(true);
          batcher.insert(change("c"));
        });

    Awaitility.await().until(() -> commands.contains(List.of("c")));
  }

  @Test
  void insertsEachOnceUnderConcurrentLoad() {
    permits.release(1_000_000);
    var inserts = new ArrayList<CompletableFuture<Boolean>>();
    for (int i = 0; i < 10_000; i++) {
      String id = "c" + i;
      inserts.add(CompletableFuture.supplyAsync(() -> batcher.insert(change(id)), callers));
    }

    assertThat(inserts).allSatisfy(insert -> assertThat(insert.join()).isTrue());
    assertThat(commands.stream().flatMap(List::stream)).hasSize(10_000).doesNotHaveDuplicates();
  }

  private void takeBothSlots() {
    CompletableFuture.supplyAsync(() -> batcher.insert(change("a")), callers);
    CompletableFuture.supplyAsync(() -> batcher.insert(change("b")), callers);
    Awaitility.await().until(() -> commands.size() == 2);
  }

  /** Starts callers one after another, each when the one before it waits. */
  private List<CompletableFuture<Boolean>> insertInOrder(String... ids) {
    var all = new ArrayList<CompletableFuture<Boolean>>();
    for (String id : ids) {
      var insert = new CompletableFuture<Boolean>();
      all.add(insert);
      startWaiting(
          () -> {
            try {
              insert.complete(batcher.insert(change(id)));
            } catch (RuntimeException | Error failure) {
              insert.completeExceptionally(failure);
            }
          });
    }
    return all;
  }

  private static Thread startWaiting(Runnable caller) {
    var thread = new Thread(caller);
    thread.start();
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }

  private Set<Integer> execute(List<Change> changes) {
    var ids = changes.stream().map(change -> change.aggregate().id()).toList();
    commands.add(ids);
    permits.acquireUninterruptibly();
    if (failing.contains("error") && ids.contains("error")) {
      throw new LinkageError("error");
    }
    if (ids.stream().anyMatch(failing::contains)) {
      throw ids.contains("unavailable")
          ? new MongoSocketReadException("reset", new ServerAddress())
          : new IllegalStateException("failed by " + String.join(", ", failing));
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
    return new Change(
        Parcel.posted(id, "Oslo"), Publication.of(Parcel.class), id, new Document(), null);
  }
}
