package com.storefront.messaging.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of outboxes and the pace of the relay.
 *
 * @param maxPending unpublished events that one document may hold; further changes are refused
 *     until some are published
 * @param compactAbove pending events of one document above which a newer state replaces the older
 *     ones; only for event-carried state
 * @param maxEventSize of one event's JSON; must be below the limit of broker and producer (1 MB),
 *     and {@code maxPending} of them must leave room for the state in a document of 16 MB
 * @param lease how long an instance that stopped responding keeps others from publishing; longer
 *     than the longest usual pause of the process
 * @param batchSize largest number of documents whose events are published together
 * @param batchBytes size of the events in a batch, exceeded by one document's outbox at the most
 * @param pollInterval how often the relay looks for events that other instances wrote
 * @param relayEnabled whether this instance publishes; if not, another instance must
 */
@ConfigurationProperties("storefront.outbox")
public record OutboxSettings(
    @DefaultValue("64") int maxPending,
    @DefaultValue("16") int compactAbove,
    @DefaultValue("128KB") DataSize maxEventSize,
    @DefaultValue("2s") Duration lease,
    @DefaultValue("500") int batchSize,
    @DefaultValue("8MB") DataSize batchBytes,
    @DefaultValue("100ms") Duration pollInterval,
    @DefaultValue("true") boolean relayEnabled) {

  private static final DataSize LARGEST_OUTBOX = DataSize.ofMegabytes(12);
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(500);

  public OutboxSettings {
    if (compactAbove < 1 || maxPending <= compactAbove) {
      throw new IllegalArgumentException(
          "storefront.outbox: compact-above must be at least 1 and below max-pending; they are %d and %d"
              .formatted(compactAbove, maxPending));
    }
    if (maxPending * maxEventSize.toBytes() > LARGEST_OUTBOX.toBytes()) {
      throw new IllegalArgumentException(
          "storefront.outbox: max-pending times max-event-size must not exceed %d MB; they are %d and %d KB"
              .formatted(LARGEST_OUTBOX.toMegabytes(), maxPending, maxEventSize.toKilobytes()));
    }
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      throw new IllegalArgumentException(
          "storefront.outbox.lease must be at least %d ms".formatted(SHORTEST_LEASE.toMillis()));
    }
    if (batchSize < 1 || pollInterval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "storefront.outbox: batch-size must be at least 1, poll-interval at least 1 ms");
    }
  }
}
