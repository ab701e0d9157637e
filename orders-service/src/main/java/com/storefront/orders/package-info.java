/** The orders service: accepts orders, decides on them and records their fulfillment. */
@NullMarked
package com.storefront.orders;

import org.jspecify.annotations.NullMarked;
