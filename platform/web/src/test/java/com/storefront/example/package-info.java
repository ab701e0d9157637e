/** A service as small as can be, to try the conventions on. */
@NullMarked
package com.storefront.example;

import org.jspecify.annotations.NullMarked;
