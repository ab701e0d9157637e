/** Orders: placed and decided here, then fulfilled by the fulfillment service. */
@NullMarked
package com.storefront.orders.order;

import org.jspecify.annotations.NullMarked;
