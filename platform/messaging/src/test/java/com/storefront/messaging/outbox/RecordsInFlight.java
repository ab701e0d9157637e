package com.storefront.messaging.outbox;

import com.storefront.messaging.aggregate.Parcel;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Counts the records of parcels that were given to the producer and are not acknowledged yet. The
 * dead letters of other tests pass through the same producer and do not count.
 */
public final class RecordsInFlight implements ProducerInterceptor<String, byte[]> {

  private static final AtomicInteger CURRENT = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();

  static void reset() {
    MOST.set(0);
  }

  /** Returns the largest number since {@link #reset}. */
  static int most() {
    return MOST.get();
  }

  @Override
  public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> event) {
    if (event.topic().equals(Parcel.TOPIC)) {
      MOST.accumulateAndGet(CURRENT.incrementAndGet(), Math::max);
    }
    return event;
  }

  @Override
  public void onAcknowledgement(RecordMetadata position, Exception failure) {
    if (position.topic().equals(Parcel.TOPIC)) {
      CURRENT.decrementAndGet();
    }
  }

  @Override
  public void close() {
    // Holds no resources.
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // Has no settings.
  }
}
