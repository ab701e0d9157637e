/** The command {@code ./storefront}: one class for each of its commands. */
@NullMarked
package com.storefront.launcher;

import org.jspecify.annotations.NullMarked;
