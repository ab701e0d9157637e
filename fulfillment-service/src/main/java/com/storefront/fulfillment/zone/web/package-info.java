/** Shipping zones over HTTP. */
@NullMarked
package com.storefront.fulfillment.zone.web;

import org.jspecify.annotations.NullMarked;
