package com.storefront.fulfillment.order;

import com.storefront.fulfillment.carrier.BookingNotAllowed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of a fulfillment, for example {@code Fulfillment::process}. */
@FunctionalInterface
public interface Transition {

  /**
   * @param actor who makes the change
   * @param note the reason, as free text
   * @throws IllegalStatusChange if the current status does not allow the change
   * @throws BookingNotAllowed if the bookings of the order do not allow the change
   * @throws PersonalDataErased if there is a note, and the personal data was erased
   * @throws HistoryLimitExceeded if the status was changed as often as it may
   */
  void apply(Fulfillment fulfillment, Instant now, String actor, @Nullable String note);
}
