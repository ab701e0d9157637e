package com.storefront.console.live;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * The stream of one page. A page that reads too slowly is disconnected, and resumes; so a slow
 * connection holds a bounded memory and delays no other.
 */
final class Stream {

  private static final int MAX_QUEUED = 256;

  private final SseEmitter emitter;
  private final Executor threads;
  private final BlockingQueue<SseEventBuilder> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final AtomicBoolean isSending = new AtomicBoolean();

  Stream(SseEmitter emitter, Executor threads) {
    this.emitter = emitter;
    this.threads = threads;
  }

  /** Returns immediately. */
  void send(SseEventBuilder event) {
    if (!queue.offer(event)) {
      queue.clear();
      close();
    } else if (isSending.compareAndSet(false, true)) {
      threads.execute(this::sendQueued);
    }
  }

  private void sendQueued() {
    try {
      do {
        for (var event = queue.poll(); event != null; event = queue.poll()) {
          emitter.send(event);
        }
        isSending.set(false);
      } while (!queue.isEmpty() && isSending.compareAndSet(false, true));
    } catch (IOException | IllegalStateException disconnected) {
      emitter.completeWithError(disconnected);
    }
  }

  void close() {
    emitter.complete();
  }
}
