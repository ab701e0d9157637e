/** Following another service's facts: read, checked, applied in batches, retried or set aside. */
@NullMarked
package com.storefront.messaging.follower;

import org.jspecify.annotations.NullMarked;
