/** What the storefront exchanges about customers. */
@NullMarked
package com.storefront.events.customer;

import org.jspecify.annotations.NullMarked;
