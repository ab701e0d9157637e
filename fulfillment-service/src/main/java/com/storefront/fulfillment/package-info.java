/**
 * The fulfillment service: takes approved orders to their recipients, and tells how far they are.
 */
@NullMarked
package com.storefront.fulfillment;

import org.jspecify.annotations.NullMarked;
