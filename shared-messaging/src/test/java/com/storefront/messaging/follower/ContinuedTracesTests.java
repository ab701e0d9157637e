package com.storefront.messaging.follower;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.propagation.Propagator;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ContinuedTracesTests {

  private static final String REQUEST = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final SimpleTracer tracer = new SimpleTracer();
  private final ContinuedTraces traces = new ContinuedTraces(tracer, new Continuing());

  @Test
  void continuesTheTraceOfARecentFact() {
    assertThat(spanOf(told(Duration.ofSeconds(2))).getTags()).containsKey("continued");
  }

  @Test
  void linksALateFactToItsRequest() {
    SimpleSpan span = spanOf(told(Duration.ofMinutes(20)));

    assertThat(span.getTags()).doesNotContainKey("continued");
    assertThat(span.getLinks())
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.getTraceContext().traceId()).isEqualTo(REQUEST);
              assertThat(link.getTraceContext().spanId()).isEqualTo("00f067aa0ba902b7");
            });
  }

  private SimpleSpan spanOf(ConsumerRecord<String, byte[]> told) {
    traces.during(List.of(told), () -> {});
    return tracer.onlySpan();
  }

  private static ConsumerRecord<String, byte[]> told(Duration ago) {
    var record = new ConsumerRecord<>("parcels.moved", 0, 0, "id", new byte[0]);
    record.headers().add("ce_time", Instant.now().minus(ago).toString().getBytes(UTF_8));
    record
        .headers()
        .add("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(REQUEST).getBytes(UTF_8));
    return record;
  }

  /** Marks the spans that continue a trace. */
  private final class Continuing implements Propagator {

    @Override
    public List<String> fields() {
      return List.of("traceparent");
    }

    @Override
    public <C> void inject(TraceContext context, C carrier, Setter<C> setter) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <C> Span.Builder extract(C carrier, Getter<C> getter) {
      return tracer.spanBuilder().tag("continued", getter.get(carrier, "traceparent"));
    }
  }
}
