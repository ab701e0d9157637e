/** Keeps records that could not be applied on a topic of their own, to be replayed or dropped. */
@NullMarked
package com.storefront.messaging.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
