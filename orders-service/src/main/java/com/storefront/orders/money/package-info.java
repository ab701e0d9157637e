/** Amounts of money in the currencies of the world. */
@NullMarked
package com.storefront.orders.money;

import org.jspecify.annotations.NullMarked;
