package com.storefront.benchmarks.publishing;

import java.util.List;

/** One way to save a parcel and to tell Kafka of it. */
public interface Contender {

  String TOPIC = "parcels.posted";

  /** Saves a new parcel and sees to its event; returns when an application would answer. */
  void post(Posted parcel) throws Exception;

  /** Saves many at once where the way has a means for it. */
  default void postAll(List<Posted> parcels) throws Exception {
    for (Posted parcel : parcels) {
      post(parcel);
    }
  }

  /** Events that were accepted and are not yet acknowledged by the broker and cleaned up after. */
  default long pending() {
    return 0;
  }
}
