/** The outbox spoiled: in its package, because it is not open to anybody else. */
@NullMarked
package com.storefront.messaging.outbox;

import org.jspecify.annotations.NullMarked;
