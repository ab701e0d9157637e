package com.storefront.notifications.web;

import com.storefront.notifications.digest.OpenOrders;
import java.util.List;

/**
 * Which instance has which customers. While partitions move between instances, the methods throw an
 * InvalidStateStoreException.
 */
public interface Shards {

  /** Host and port of this instance. */
  String self();

  /** Host and port of the instance that has a customer. */
  String ownerOf(String customerId);

  /** Host and port of each instance that has customers. */
  List<String> all();

  /** What this instance has. */
  OpenOrders local();
}
