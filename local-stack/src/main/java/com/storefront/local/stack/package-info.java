/** The {@code ./storefront} command: the whole storefront on one machine, without Docker. */
@NullMarked
package com.storefront.local.stack;

import org.jspecify.annotations.NullMarked;
