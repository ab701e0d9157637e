package com.storefront.notifications.stream;

/** What is stored of the newest event of an aggregate that was applied. */
public interface Applied {

  /** The version of the aggregate. */
  long sequence();

  String eventId();
}
