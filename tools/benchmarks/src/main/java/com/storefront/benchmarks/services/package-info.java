/** Measures a running storefront over its HTTP API and metrics. */
@NullMarked
package com.storefront.benchmarks.services;

import org.jspecify.annotations.NullMarked;
