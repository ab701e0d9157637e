/** What each way to save and publish loses, doubles or makes up when its process is killed. */
@NullMarked
package com.storefront.benchmarks.crashes;

import org.jspecify.annotations.NullMarked;
