/** Fulfillments over HTTP. */
@NullMarked
package com.storefront.fulfillment.order.web;

import org.jspecify.annotations.NullMarked;
