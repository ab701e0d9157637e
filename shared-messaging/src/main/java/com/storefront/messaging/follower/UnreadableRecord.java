package com.storefront.messaging.follower;

/** A record that is no event of the topic's type. */
class UnreadableRecord extends Exception {

  UnreadableRecord(String reason) {
    super(reason);
  }
}
