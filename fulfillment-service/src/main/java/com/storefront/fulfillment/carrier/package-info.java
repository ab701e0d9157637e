/** Carriers, and the booking of labels with them. */
@NullMarked
package com.storefront.fulfillment.carrier;

import org.jspecify.annotations.NullMarked;
