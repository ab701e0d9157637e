package com.storefront.messaging.consumer;

import com.storefront.messaging.Printable;

/** A record is not an event of the type that its topic carries. */
public class InvalidRecord extends Exception {

  InvalidRecord(String reason) {
    super(Printable.of(reason, EventBatch.MAX_CAUSE_LENGTH));
  }
}
