/** Test support that every service uses: real servers, a Kafka client and architecture rules. */
@NullMarked
package com.storefront.test;

import org.jspecify.annotations.NullMarked;
