/** The newest events of compacted topics, in memory. */
@NullMarked
package com.storefront.messaging.view;

import org.jspecify.annotations.NullMarked;
