/** The ways to save a state and tell Kafka of it, each measured alone under the same load. */
@NullMarked
package com.storefront.benchmarks.publishing;

import org.jspecify.annotations.NullMarked;
