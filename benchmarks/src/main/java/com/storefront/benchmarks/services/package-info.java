/** A storefront that runs, under load, as its users meet it. */
@NullMarked
package com.storefront.benchmarks.services;

import org.jspecify.annotations.NullMarked;
