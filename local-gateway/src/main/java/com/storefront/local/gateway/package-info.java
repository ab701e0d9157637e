/** The one port through which the local storefront is reached. */
@NullMarked
package com.storefront.local.gateway;

import org.jspecify.annotations.NullMarked;
