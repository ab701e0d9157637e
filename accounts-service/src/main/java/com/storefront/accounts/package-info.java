/** The accounts service: keeps the customers and publishes their changes. */
@NullMarked
package com.storefront.accounts;

import org.jspecify.annotations.NullMarked;
