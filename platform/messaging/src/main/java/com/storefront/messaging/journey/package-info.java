/** Shows how far the events of one document are: published, pending, or applied. */
@NullMarked
package com.storefront.messaging.journey;

import org.jspecify.annotations.NullMarked;
