package com.storefront.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class StreamTests {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SlowEmitter emitter = new SlowEmitter();
  private final Stream stream = new Stream(emitter, threads);

  @AfterEach
  void stop() {
    emitter.mayContinue.countDown();
    threads.shutdownNow();
  }

  @Test
  void sendsInOrder() {
    emitter.mayContinue.countDown();
    List<String> events = IntStream.range(0, 100).mapToObj(Integer::toString).toList();

    events.forEach(stream::send);

    await().until(() -> emitter.sent.equals(events));
  }

  /** The emitter waits for the connection; the caller does not. */
  @Test
  void disconnectsAPageThatReadsTooSlowlyWithoutWaitingForIt() {
    stream.send("first");
    await().until(() -> emitter.isSending.getCount() == 0);
    for (int i = 0; i < Stream.MAX_QUEUED; i++) {
      assertThat(stream.send("queued")).isTrue();
    }

    assertThat(stream.send("too many")).isFalse();
    assertThat(stream.send("ignored")).isTrue();

    assertThat(emitter.isCompleted.getCount()).isEqualTo(1);
    emitter.mayContinue.countDown();
    await().until(() -> emitter.isCompleted.getCount() == 0);
    assertThat(emitter.sent).containsExactly("first");
  }

  private static final class SlowEmitter extends SseEmitter {

    final CountDownLatch isSending = new CountDownLatch(1);
    final CountDownLatch mayContinue = new CountDownLatch(1);
    final CountDownLatch isCompleted = new CountDownLatch(1);
    final List<String> sent = new CopyOnWriteArrayList<>();

    @Override
    public void send(Set<DataWithMediaType> items) {
      writeLock.lock();
      try {
        isSending.countDown();
        mayContinue.await();
        items.forEach(item -> sent.add(item.getData().toString()));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } finally {
        writeLock.unlock();
      }
    }

    @Override
    public void complete() {
      writeLock.lock();
      try {
        isCompleted.countDown();
      } finally {
        writeLock.unlock();
      }
    }
  }
}
