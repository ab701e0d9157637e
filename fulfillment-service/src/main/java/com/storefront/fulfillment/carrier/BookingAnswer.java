package com.storefront.fulfillment.carrier;

/** The outcome of one attempt to book a label. */
public sealed interface BookingAnswer {

  /** The label is booked, perhaps by an earlier attempt. */
  record Booked(String trackingNumber) implements BookingAnswer {}

  /**
   * The carrier could not be asked, or did not answer as it should. The label may be booked all the
   * same. Another attempt may succeed.
   *
   * @param error without personal data, which an answer may repeat
   */
  record Failed(String error) implements BookingAnswer {}

  /**
   * The carrier does not carry this parcel; another attempt is refused too.
   *
   * @param error without personal data, which an answer may repeat
   */
  record Refused(String error) implements BookingAnswer {}
}
