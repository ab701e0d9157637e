package com.storefront.messaging.outbox;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Counts the records that a producer was given and the broker has not acknowledged yet. */
public final class RecordsInFlight implements ProducerInterceptor<String, byte[]> {

  private static final AtomicInteger PRESENT = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();

  static void forgetMost() {
    MOST.set(0);
  }

  /** At any time since {@link #forgetMost}. */
  static int most() {
    return MOST.get();
  }

  @Override
  public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> event) {
    MOST.accumulateAndGet(PRESENT.incrementAndGet(), Math::max);
    return event;
  }

  @Override
  public void onAcknowledgement(RecordMetadata place, Exception failure) {
    PRESENT.decrementAndGet();
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // Nothing can be set.
  }
}
