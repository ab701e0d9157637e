/** The gateway of the local storefront: one port for all services. */
@NullMarked
package com.storefront.gateway;

import org.jspecify.annotations.NullMarked;
