/** Sample data for the demo; enabled by {@code storefront.sample-data.enabled}. */
@NullMarked
package com.storefront.orders.sample;

import org.jspecify.annotations.NullMarked;
