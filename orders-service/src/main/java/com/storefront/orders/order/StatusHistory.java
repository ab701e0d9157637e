package com.storefront.orders.order;

import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Field;

/**
 * The status changes of an order: the decisions of this service, then the changes that fulfillment
 * reports, each in the order of their sequences. It is the same in whatever order reports arrive.
 *
 * @param status of the last change
 */
record StatusHistory(OrderStatusType status, @Field("history") List<StatusChange> changes) {

  static final int MAX_CHANGES = 500;

  private static final Comparator<StatusChange> DECISIONS_FIRST =
      Comparator.comparing(StatusChange::isReported).thenComparing(StatusChange::sequence);

  StatusHistory {
    changes = List.copyOf(changes);
  }

  static StatusHistory of(List<StatusChange> changes) {
    List<StatusChange> sorted = changes.stream().sorted(DECISIONS_FIRST).toList();
    return new StatusHistory(sorted.get(sorted.size() - 1).status(), sorted);
  }

  StatusHistory with(StatusChange change) {
    return of(Stream.concat(changes.stream(), Stream.of(change)).toList());
  }

  StatusHistory withoutPersonalData() {
    return new StatusHistory(
        status, changes.stream().map(StatusChange::withoutPersonalData).toList());
  }

  boolean contains(StatusChange change) {
    return changes.stream().anyMatch(change::hasKeyOf);
  }

  List<StatusChange> decisions() {
    return changes.stream().filter(change -> !change.isReported()).toList();
  }

  StatusChange lastDecision() {
    List<StatusChange> decisions = decisions();
    return decisions.get(decisions.size() - 1);
  }

  /** As reported last; null before the shipment. */
  @Nullable Shipment shipment() {
    return changes.stream()
        .flatMap(change -> Stream.ofNullable(change.shipment()))
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  /** Why fulfillment cannot have reported this change; empty if it can. */
  Optional<String> violation(StatusChange reported) {
    Optional<StatusChange> known = changes.stream().filter(reported::hasKeyOf).findFirst();
    if (known.isPresent()) {
      return Objects.equals(known.get().eventId(), reported.eventId())
          ? Optional.empty()
          : Optional.of("another event already has this sequence");
    }
    if (changes.size() >= MAX_CHANGES) {
      return Optional.of("the order already has %d status changes".formatted(MAX_CHANGES));
    }
    return Optional.empty();
  }
}
