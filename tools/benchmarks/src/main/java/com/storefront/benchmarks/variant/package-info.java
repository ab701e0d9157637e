/** The variants of saving a state and publishing its event, each a small Spring application. */
@NullMarked
package com.storefront.benchmarks.variant;

import org.jspecify.annotations.NullMarked;
