/** The command line of the benchmarks. */
@NullMarked
package com.storefront.benchmarks;

import org.jspecify.annotations.NullMarked;
