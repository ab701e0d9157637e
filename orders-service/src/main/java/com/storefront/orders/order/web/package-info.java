/** The HTTP API: orders, and customers with their orders. */
@NullMarked
package com.storefront.orders.order.web;

import org.jspecify.annotations.NullMarked;
