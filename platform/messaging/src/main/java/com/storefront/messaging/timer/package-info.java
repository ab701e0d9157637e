/** Timers in the documents of aggregates: each due timer runs its handler once. */
@NullMarked
package com.storefront.messaging.timer;

import org.jspecify.annotations.NullMarked;
