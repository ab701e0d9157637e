/** Reliable events between services: what {@code outbox} and {@code follower} have in common. */
@NullMarked
package com.storefront.messaging;

import org.jspecify.annotations.NullMarked;
