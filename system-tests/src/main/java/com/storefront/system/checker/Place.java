package com.storefront.system.checker;

/** Where on a fact's way something is wrong. */
public enum Place {
  CLIENT,
  ACCOUNTS,
  CUSTOMER_TOPIC,
  ORDERS_COPY,
  ORDERS,
  REQUEST_TOPIC,
  FULFILLMENT,
  STATUS_TOPIC,
  ORDERS_HISTORY
}
