/** Compares what the three services store, from outside. */
@NullMarked
package com.storefront.local.audit;

import org.jspecify.annotations.NullMarked;
