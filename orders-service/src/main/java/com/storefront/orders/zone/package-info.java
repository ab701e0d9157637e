/** Which countries fulfillment ships to, from memory. */
@NullMarked
package com.storefront.orders.zone;

import org.jspecify.annotations.NullMarked;
