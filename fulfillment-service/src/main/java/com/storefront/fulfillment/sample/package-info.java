/** The steps of the sample journey that belong to fulfillment. */
@NullMarked
package com.storefront.fulfillment.sample;

import org.jspecify.annotations.NullMarked;
