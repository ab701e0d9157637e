/** What the page Lab of the console changes: faults and load of a local storefront. */
@NullMarked
package com.storefront.launcher.lab;

import org.jspecify.annotations.NullMarked;
