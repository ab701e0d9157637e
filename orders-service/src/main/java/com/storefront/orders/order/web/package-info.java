/** Orders as HTTP clients see them. */
@NullMarked
package com.storefront.orders.order.web;

import org.jspecify.annotations.NullMarked;
