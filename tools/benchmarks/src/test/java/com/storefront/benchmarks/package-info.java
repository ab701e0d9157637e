/** Fails the build if publishing becomes grossly slower. */
@NullMarked
package com.storefront.benchmarks;

import org.jspecify.annotations.NullMarked;
