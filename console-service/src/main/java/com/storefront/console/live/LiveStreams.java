package com.storefront.console.live;

import com.storefront.web.Problems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Sends notices to the open pages. */
@Component
class LiveStreams {

  /** More than pages that are in use: a page that is gone is noticed by the next heartbeats. */
  static final int MAX_STREAMS = 300;

  private static final int KEPT_NOTICES = 2_000;

  /** Below the shortest time after which a proxy closes an idle connection. */
  private static final long HEARTBEAT_SECONDS = 20;

  private static final String HEARTBEAT = ":heartbeat\n\n";

  /** A page connects again then, with a token that is still valid. */
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
  private final RecentNotices recent = new RecentNotices(KEPT_NOTICES);

  /** At most one thread a stream: a send to a slow page waits. */
  private final ExecutorService senders = Executors.newCachedThreadPool();

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Counter dropped;

  LiveStreams(MeterRegistry meters) {
    Gauge.builder("storefront.console.streams", streams, Set::size)
        .description("Open pages that receive live updates from this instance")
        .register(meters);
    dropped =
        Counter.builder("storefront.console.streams.dropped")
            .description("Streams that were closed because their pages read too slowly")
            .register(meters);
    clock.scheduleAtFixedRate(
        () -> sendAll(HEARTBEAT), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Opens a stream. It begins with what was missed since the given id: the notices themselves, or
   * the event {@code reset} if these are not kept any more.
   *
   * @param lastEventId of the last event that the page has seen; null for a new page
   * @throws ErrorResponseException 503 if there are too many
   */
  synchronized SseEmitter open(@Nullable String lastEventId) {
    if (streams.size() >= MAX_STREAMS) {
      throw new ErrorResponseException(
          HttpStatus.SERVICE_UNAVAILABLE,
          Problems.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "too-many-streams",
              "%d pages are open already. Close one, or try again later.".formatted(MAX_STREAMS)),
          null);
    }
    var emitter = new SseEmitter(LIFETIME.toMillis());
    var stream = new Stream(emitter, senders);
    emitter.onCompletion(() -> streams.remove(stream));
    emitter.onTimeout(emitter::complete);
    emitter.onError(failure -> streams.remove(stream));
    Optional<List<Notice>> missed =
        lastEventId == null
            ? Optional.of(List.of())
            : Positions.parse(lastEventId).flatMap(recent::since);
    stream.send(event(missed.isPresent() ? "hello" : "reset", missed.orElse(List.of())));
    streams.add(stream);
    return emitter;
  }

  synchronized void publish(Notice notice) {
    recent.add(notice);
    if (!streams.isEmpty()) {
      sendAll(event("change", List.of(notice)));
    }
  }

  private void sendAll(String event) {
    streams.forEach(
        stream -> {
          if (!stream.send(event)) {
            dropped.increment();
          }
        });
  }

  synchronized void begin(String partition, long offset) {
    recent.begin(partition, offset);
  }

  synchronized Optional<Long> next(String partition) {
    return recent.next(partition);
  }

  private String event(String name, List<Notice> notices) {
    return "event:%s\nid:%s\ndata:%s\n\n"
        .formatted(name, recent.positions(), JsonMapper.shared().writeValueAsString(notices));
  }

  /** Ends the streams before the web server waits for its requests. */
  void closeAll() {
    streams.forEach(Stream::close);
  }

  @PreDestroy
  void stop() {
    clock.shutdownNow();
    senders.shutdownNow();
  }
}
