/** The state of the services, read from their management ports. */
@NullMarked
package com.storefront.console.management;

import org.jspecify.annotations.NullMarked;
