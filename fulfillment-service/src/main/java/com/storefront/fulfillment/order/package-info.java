/** The fulfillment of an order: its state, its commands and the events it consumes. */
@NullMarked
package com.storefront.fulfillment.order;

import org.jspecify.annotations.NullMarked;
