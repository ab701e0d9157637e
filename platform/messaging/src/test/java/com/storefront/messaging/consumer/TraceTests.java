package com.storefront.messaging.consumer;

import static com.storefront.messaging.consumer.ParcelRecords.moved;
import static com.storefront.messaging.consumer.ParcelRecords.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.aggregate.Parcel;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootTest
@Import(TraceTests.ExportedSpans.class)
class TraceTests {

  @Autowired ExportedSpans spans;
  @Autowired KafkaTemplate<String, byte[]> kafka;

  private final String id = UUID.randomUUID().toString();

  @Test
  void aRecordContinuesTheTraceOfTheRequestThatCausedIt() {
    String trace = id.replace("-", "");
    String traceParent = "00-%s-00f067aa0ba902b7-01".formatted(trace);

    kafka.send(published(id, moved(id, "Oslo"), Map.of(EventHeaders.TRACE_PARENT, traceParent)));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(spans.exported)
                    .filteredOn(span -> span.getTraceId().equals(trace))
                    .extracting(SpanData::getParentSpanId, SpanData::getName)
                    .contains(tuple("00f067aa0ba902b7", Parcel.TOPIC + " process")));
  }

  static class ExportedSpans implements SpanExporter {

    final Queue<SpanData> exported = new ConcurrentLinkedQueue<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      exported.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
