/** Orders: placed and decided on here, told to fulfillment on approval, followed to their end. */
@NullMarked
package com.storefront.orders.order;

import org.jspecify.annotations.NullMarked;
