/** Compares the variants of saving and publishing, each measured alone under the same load. */
@NullMarked
package com.storefront.benchmarks.publishing;

import org.jspecify.annotations.NullMarked;
