/** Records that could not be applied, kept beside their topic for people to look at. */
@NullMarked
package com.storefront.messaging.deadletter;

import org.jspecify.annotations.NullMarked;
