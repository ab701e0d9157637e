/** Known customers and their orders as HTTP clients see them. */
@NullMarked
package com.storefront.orders.customer.web;

import org.jspecify.annotations.NullMarked;
