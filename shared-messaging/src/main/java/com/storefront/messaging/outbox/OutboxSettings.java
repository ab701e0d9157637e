package com.storefront.messaging.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of the outbox and the pace of its relay.
 *
 * @param maxPending unpublished events that one aggregate may hold; more are refused until some are
 *     published
 * @param foldAbove pending events of one aggregate above which a newer state replaces the older
 *     ones; only where events carry the whole state
 * @param maxEventSize of one event's JSON; must be below the broker's and producer's limit (1 MB),
 *     and {@code maxPending} of them leave room for the aggregate in a document of 16 MB
 * @param lease how long a relay that fell silent keeps others from taking over; longer than the
 *     longest usual pause of the process
 * @param batch aggregates looked up, and events removed, by one command at the most
 * @param inFlight aggregates with an event on its way to the broker at the most
 * @param inFlightSize of all events on their way or lined up behind them, exceeded by one
 *     aggregate's outbox at the most
 * @param removalDelay how long acknowledged events wait for others, to be removed together
 * @param relayEnabled whether this instance may become the relay; if not, it leaves publishing to
 *     others
 * @param rescan how often all outboxes are looked through, should a wake-up be lost with its
 *     instance or a connection, or a removal be forgotten by a server that crashed
 */
@ConfigurationProperties("storefront.outbox")
public record OutboxSettings(
    @DefaultValue("64") int maxPending,
    @DefaultValue("16") int foldAbove,
    @DefaultValue("128KB") DataSize maxEventSize,
    @DefaultValue("2s") Duration lease,
    @DefaultValue("500") int batch,
    @DefaultValue("2000") int inFlight,
    @DefaultValue("8MB") DataSize inFlightSize,
    @DefaultValue("20ms") Duration removalDelay,
    @DefaultValue("true") boolean relayEnabled,
    @DefaultValue("5s") Duration rescan) {

  private static final DataSize LARGEST_OUTBOX = DataSize.ofMegabytes(12);

  public OutboxSettings {
    if (foldAbove < 1 || maxPending <= foldAbove) {
      throw new IllegalArgumentException(
          "storefront.outbox: 1 <= fold-above < max-pending must hold, are %d and %d"
              .formatted(foldAbove, maxPending));
    }
    if (maxPending * maxEventSize.toBytes() > LARGEST_OUTBOX.toBytes()) {
      throw new IllegalArgumentException(
          "storefront.outbox: max-pending times max-event-size must not exceed %d MB, are %d times %d KB"
              .formatted(LARGEST_OUTBOX.toMegabytes(), maxPending, maxEventSize.toKilobytes()));
    }
    if (lease.toMillis() < 500) {
      throw new IllegalArgumentException("storefront.outbox.lease must be at least 500 ms");
    }
  }
}
