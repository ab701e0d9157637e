/** Repairs: dead letters and failing timers of the services. */
@NullMarked
package com.storefront.console.repair;

import org.jspecify.annotations.NullMarked;
