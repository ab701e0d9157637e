/** This service's copy of each customer, kept by following accounts. */
@NullMarked
package com.storefront.orders.customer;

import org.jspecify.annotations.NullMarked;
