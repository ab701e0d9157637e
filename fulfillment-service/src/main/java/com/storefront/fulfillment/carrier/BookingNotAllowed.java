package com.storefront.fulfillment.carrier;

/** The order's bookings do not allow this step. */
public class BookingNotAllowed extends RuntimeException {

  public BookingNotAllowed(String message) {
    super(message);
  }
}
