/** The orders service: takes orders, decides on them and knows each order's whole life. */
@NullMarked
package com.storefront.orders;

import org.jspecify.annotations.NullMarked;
