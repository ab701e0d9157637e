/** The fulfillment service: ships approved orders and publishes their status. */
@NullMarked
package com.storefront.fulfillment;

import org.jspecify.annotations.NullMarked;
