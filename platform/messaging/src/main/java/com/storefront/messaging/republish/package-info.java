/** Publishes the newest event of every aggregate again, for consumers that lost it. */
@NullMarked
package com.storefront.messaging.republish;

import org.jspecify.annotations.NullMarked;
