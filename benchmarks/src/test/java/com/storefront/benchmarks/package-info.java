/** Watches that nobody makes publishing grossly slower. */
@NullMarked
package com.storefront.benchmarks;

import org.jspecify.annotations.NullMarked;
