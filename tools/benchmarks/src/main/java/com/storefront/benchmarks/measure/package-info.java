/** Statistics of measurements. */
@NullMarked
package com.storefront.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
