package com.storefront.messaging.follower;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Continues the traces of the requests that made the facts, to the effect that they have here. Each
 * record of a batch has a span of its own, in its own trace, around the work on the whole batch. A
 * fact that comes late (the broker was away, or somebody replays) has a trace of its own with a
 * link to the request's: most backends have closed that one, and would show a request of hours.
 */
final class ContinuedTraces {

  private static final String TRACE_PARENT = "traceparent";
  private static final Pattern W3C =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final Duration LATE = Duration.ofMinutes(1);

  private final Tracer tracer;
  private final Propagator propagator;

  ContinuedTraces(Tracer tracer, Propagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  /** Does the work; with a single record, what it logs and asks belongs to that record's trace. */
  void during(List<ConsumerRecord<String, byte[]>> records, Runnable work) {
    List<Span> spans =
        records.stream()
            .filter(each -> header(each, TRACE_PARENT) != null)
            .map(this::begin)
            .toList();
    Tracer.SpanInScope scope = tracer.withSpan(spans.size() == 1 ? spans.get(0) : null);
    try {
      work.run();
    } catch (RuntimeException failure) {
      spans.forEach(span -> span.error(failure));
      throw failure;
    } finally {
      scope.close();
      spans.forEach(Span::end);
    }
  }

  private Span begin(ConsumerRecord<String, byte[]> told) {
    Span.Builder span =
        isLate(told)
            ? tracer.spanBuilder().setNoParent().addLink(new Link(origin(told)))
            : propagator.extract(told, ContinuedTraces::header);
    return span.kind(Span.Kind.CONSUMER)
        .name("apply " + told.topic())
        .tag("messaging.system", "kafka")
        .tag("messaging.destination.name", told.topic())
        .start();
  }

  private static boolean isLate(ConsumerRecord<String, byte[]> told) {
    String time = header(told, "ce_time");
    try {
      return time != null && Instant.parse(time).plus(LATE).isBefore(Instant.now());
    } catch (DateTimeParseException notOurs) {
      return false;
    }
  }

  private TraceContext origin(ConsumerRecord<String, byte[]> told) {
    Matcher parent = W3C.matcher(header(told, TRACE_PARENT));
    TraceContext.Builder origin = tracer.traceContextBuilder();
    return parent.matches()
        ? origin
            .traceId(parent.group(1))
            .spanId(parent.group(2))
            .sampled(parent.group(3).endsWith("1"))
            .build()
        : origin.build();
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> told, String name) {
    Header header = told.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
