/** Passes on what the page Lab changes to the launcher of a local storefront. */
@NullMarked
package com.storefront.console.lab;

import org.jspecify.annotations.NullMarked;
