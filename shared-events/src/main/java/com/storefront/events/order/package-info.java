/** What the storefront exchanges about orders. */
@NullMarked
package com.storefront.events.order;

import org.jspecify.annotations.NullMarked;
