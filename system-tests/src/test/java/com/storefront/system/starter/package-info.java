/** What joins a service on its class path, to change what it is. */
@NullMarked
package com.storefront.system.starter;

import org.jspecify.annotations.NullMarked;
