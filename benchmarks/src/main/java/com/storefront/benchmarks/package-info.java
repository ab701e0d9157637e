/** How fast the storefront is, told as ratios to what one would pick instead. */
@NullMarked
package com.storefront.benchmarks;

import org.jspecify.annotations.NullMarked;
