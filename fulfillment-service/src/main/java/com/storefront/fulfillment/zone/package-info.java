/** The countries that are shipped to, with carriers and times. */
@NullMarked
package com.storefront.fulfillment.zone;

import org.jspecify.annotations.NullMarked;
