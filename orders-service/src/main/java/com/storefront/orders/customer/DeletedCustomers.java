package com.storefront.orders.customer;

import java.util.Collection;

/** What depends on customers, and is informed when they were deleted. */
public interface DeletedCustomers {

  /**
   * Is called after the copies of these customers were deleted, and again when their deletion is
   * delivered again.
   */
  void onDeleted(Collection<String> customerIds);
}
