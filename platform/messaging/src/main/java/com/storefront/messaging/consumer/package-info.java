/** Consumes events of other services: reads, checks, applies and retries them in batches. */
@NullMarked
package com.storefront.messaging.consumer;

import org.jspecify.annotations.NullMarked;
