/** The console: pages that show the storefront and steer it through its public API. */
@NullMarked
package com.storefront.console;

import org.jspecify.annotations.NullMarked;
