package com.storefront.messaging.follower;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Continues the traces of the requests that made the facts, to the effect that they have here. Each
 * record of a batch has a span of its own, in its own trace, around the work on the whole batch.
 */
final class ContinuedTraces {

  private static final String TRACE_PARENT = "traceparent";

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
    return propagator
        .extract(told, ContinuedTraces::header)
        .kind(Span.Kind.CONSUMER)
        .name("apply " + told.topic())
        .tag("messaging.system", "kafka")
        .tag("messaging.destination.name", told.topic())
        .start();
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> told, String name) {
    Header header = told.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
