package com.storefront.fulfillment.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A status change of a fulfillment, for example {@code Fulfillment::process}. */
@FunctionalInterface
public interface Transition {

  /**
   * @param actor who makes the change
   * @param note the reason, as free text
   * @throws IllegalStatusChange if the current status does not allow the change
   * @throws HistoryLimitExceeded if the status was changed as often as it may
   */
  void apply(Fulfillment fulfillment, Instant now, String actor, @Nullable String note);
}
