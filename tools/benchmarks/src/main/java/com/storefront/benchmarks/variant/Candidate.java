package com.storefront.benchmarks.variant;

import java.util.List;

/** Saves parcels and publishes their events in one of the variants. */
public interface Candidate {

  String TOPIC = "parcels.posted";

  /** Saves a new parcel with its event; returns when an application would answer. */
  void post(ParcelPosted parcel) throws Exception;

  /** Saves many parcels, in one command if the variant can. */
  default void postAll(List<ParcelPosted> parcels) throws Exception {
    for (ParcelPosted parcel : parcels) {
      post(parcel);
    }
  }

  /** The number of accepted events that are not yet acknowledged by the broker and removed. */
  default long pending() {
    return 0;
  }
}
