/** The running storefront, tested from outside. */
@NullMarked
package com.storefront.system;

import org.jspecify.annotations.NullMarked;
