/** Compares the copies of the services with their sources, for {@code ./storefront verify}. */
@NullMarked
package com.storefront.launcher.consistency;

import org.jspecify.annotations.NullMarked;
