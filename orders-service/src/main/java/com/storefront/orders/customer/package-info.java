/** Copies of the customers, kept up to date by the events of accounts. */
@NullMarked
package com.storefront.orders.customer;

import org.jspecify.annotations.NullMarked;
