/** An order under fulfillment: its whole life, and everything that can move it. */
@NullMarked
package com.storefront.fulfillment.fulfillment;

import org.jspecify.annotations.NullMarked;
