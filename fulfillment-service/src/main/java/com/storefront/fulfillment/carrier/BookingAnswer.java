package com.storefront.fulfillment.carrier;

/** The outcome of one attempt to book a label. */
public sealed interface BookingAnswer {

  /** The label is booked, perhaps by an earlier attempt. */
  record Booked(String trackingNumber) implements BookingAnswer {}

  /**
   * There is no answer, or none with a tracking number. The label may be booked all the same.
   *
   * @param error without personal data, which an answer may repeat
   * @param isFinal whether the carrier refuses this parcel, so that another attempt is refused too
   */
  record NotBooked(String error, boolean isFinal) implements BookingAnswer {}

  static BookingAnswer failed(String error) {
    return new NotBooked(error, false);
  }

  static BookingAnswer refused(String error) {
    return new NotBooked(error, true);
  }
}
