package com.storefront.console.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The stream of one page. A page that reads too slowly is disconnected, and resumes; so a slow
 * connection holds a bounded memory and delays no other.
 *
 * <p>Only the thread that sends completes the emitter: the emitter's methods wait while a send
 * waits for a slow connection, until Tomcat's write timeout ends it.
 */
final class Stream {

  static final int MAX_QUEUED = 256;

  private static final MediaType UTF_8 =
      new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  private final SseEmitter emitter;
  private final Executor threads;
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final AtomicBoolean isSending = new AtomicBoolean();
  private volatile boolean isClosed;

  Stream(SseEmitter emitter, Executor threads) {
    this.emitter = emitter;
    this.threads = threads;
  }

  /**
   * Sends an event. Returns immediately.
   *
   * @param event its complete text, which several streams share
   * @return false if the stream is closed because its page reads too slowly
   */
  boolean send(String event) {
    if (isClosed) {
      return true;
    }
    if (!queue.offer(event)) {
      close();
      return false;
    }
    sendQueued();
    return true;
  }

  /** Ends the stream after the event that is being sent. Returns immediately. */
  void close() {
    isClosed = true;
    queue.clear();
    sendQueued();
  }

  private void sendQueued() {
    if (isSending.compareAndSet(false, true)) {
      threads.execute(this::run);
    }
  }

  private void run() {
    try {
      do {
        for (String event = queue.poll(); event != null && !isClosed; event = queue.poll()) {
          emitter.send(Set.of(new DataWithMediaType(event, UTF_8)));
        }
        if (isClosed) {
          emitter.complete();
          return;
        }
        isSending.set(false);
      } while ((isClosed || !queue.isEmpty()) && isSending.compareAndSet(false, true));
    } catch (IOException | IllegalStateException disconnected) {
      isClosed = true;
      queue.clear();
      emitter.completeWithError(disconnected);
    }
  }
}
