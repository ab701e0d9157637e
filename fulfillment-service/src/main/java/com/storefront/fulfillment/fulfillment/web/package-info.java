/** Fulfillments as HTTP shows them. */
@NullMarked
package com.storefront.fulfillment.fulfillment.web;

import org.jspecify.annotations.NullMarked;
