/** Aggregates: documents that are saved in one write together with the event of their change. */
@NullMarked
package com.storefront.messaging.aggregate;

import org.jspecify.annotations.NullMarked;
